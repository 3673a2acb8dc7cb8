using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Asks the Lambda Runtime API for invocations, one after the other, and hands back what the handler answers.</summary>
public class LambdaBootstrap : IDisposable
{
    private readonly Func<Stream, ILambdaContext, Stream, Task> handler;
    private readonly LambdaBootstrapInitializer? initializer;
    private readonly RuntimeApi api;

    internal LambdaBootstrap(Func<Stream, ILambdaContext, Stream, Task> handler, LambdaBootstrapInitializer? initializer)
    {
        this.handler = handler;
        this.initializer = initializer;
        api = new(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API"));
    }

    /// <summary>
    /// Serves until cancelled. A failing initialization is reported to the platform and thrown;
    /// a failing invocation is reported, and the next one asked for.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (!await InitializeAsync(cancellationToken).ConfigureAwait(false))
            return;
        using var output = new MemoryStream(4096);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(output, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> InitializeAsync(CancellationToken cancel)
    {
        try
        {
            return initializer is null || await initializer().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
            await api.ReportInitializationErrorAsync(failure, cancel).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ServeAsync(MemoryStream output, CancellationToken cancel)
    {
        using var invocation = await api.NextAsync(cancel).ConfigureAwait(false);
        if (invocation.Context.TraceId is { } trace)
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", trace);
        output.SetLength(0);
        try
        {
            await handler(invocation.Input, invocation.Context, output).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
            await api.ReportErrorAsync(invocation.Context.AwsRequestId, failure, cancel).ConfigureAwait(false);
            return;
        }

        await api.AnswerAsync(invocation.Context.AwsRequestId, output, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        api.Dispose();
        GC.SuppressFinalize(this);
    }
}
