using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

/// <summary>Functions that do what a test says; what they were given is kept.</summary>
internal sealed class ScriptedLambda : ILambdaInvoker, IDisposable
{
    private readonly ConcurrentDictionary<string, Func<JsonNode?, Task<LambdaInvocation>>> functions = new();
    private readonly SemaphoreSlim begun = new(0);

    public ConcurrentQueue<(string Function, JsonNode? Payload)> Invocations { get; } = new();

    public void Dispose() => begun.Dispose();

    /// <summary>Ends when one more invocation has begun.</summary>
    public Task BegunAsync() => begun.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public ScriptedLambda Answers(string function, string json) => Runs(function, _ => Task.FromResult(Ok(json)));

    /// <summary>Fails as many times as there are error types, then answers.</summary>
    public ScriptedLambda Fails(string function, string[] errorTypes, string thenAnswers = "{}")
    {
        Queue<string> left = new(errorTypes);
        return Runs(function, _ => Task.FromResult(left.TryDequeue(out string? type) ? Error(type) : Ok(thenAnswers)));
    }

    public ScriptedLambda Runs(string function, Func<JsonNode?, Task<LambdaInvocation>> body)
    {
        functions[function] = body;
        return this;
    }

    /// <summary>A function that works until it is released.</summary>
    public TaskCompletionSource<LambdaInvocation> Hangs(string function)
    {
        TaskCompletionSource<LambdaInvocation> release = new();
        Runs(function, _ => release.Task);
        return release;
    }

    public async Task<LambdaInvocation> InvokeAsync(string functionNameOrArn, byte[] payload, CancellationToken cancel)
    {
        JsonNode? given = JsonNode.Parse(payload);
        string name = functionNameOrArn.Split(':').Last();
        Invocations.Enqueue((name, given));
        begun.Release();
        return functions.TryGetValue(name, out Func<JsonNode?, Task<LambdaInvocation>>? body)
            ? await body(given)
            : throw new LambdaServiceException("ResourceNotFoundException", 404, $"Function not found: {functionNameOrArn}");
    }

    public static LambdaInvocation Ok(string json) => new(Encoding.UTF8.GetBytes(json), null);

    public static LambdaInvocation Error(string type) =>
        new(Encoding.UTF8.GetBytes($$"""{"errorMessage":"it broke","errorType":"{{type}}","stackTrace":["at Somewhere"]}"""), "Unhandled");
}
