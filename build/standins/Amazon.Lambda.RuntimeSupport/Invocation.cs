namespace Amazon.Lambda.RuntimeSupport;

/// <summary>An invocation that the platform has handed out.</summary>
internal sealed class Invocation(HttpResponseMessage answer, Stream input, InvocationContext context) : IDisposable
{
    internal Stream Input => input;

    internal InvocationContext Context => context;

    public void Dispose() => answer.Dispose();
}
