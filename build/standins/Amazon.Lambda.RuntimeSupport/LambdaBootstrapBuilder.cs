using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Builds the loop that serves a handler.</summary>
public class LambdaBootstrapBuilder
{
    private readonly Func<Stream, ILambdaContext, Stream, Task> handler;
    private LambdaBootstrapInitializer? initializer;

    private LambdaBootstrapBuilder(Func<Stream, ILambdaContext, Stream, Task> handler) => this.handler = handler;

    /// <summary>Serves a handler that answers.</summary>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context, output) =>
            serializer.Serialize(await handler(serializer.Deserialize<TInput>(input), context).ConfigureAwait(false), output));

    /// <summary>Serves a handler that answers at once.</summary>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(
        Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context, output) =>
        {
            serializer.Serialize(handler(serializer.Deserialize<TInput>(input), context), output);
            return Task.CompletedTask;
        });

    /// <summary>Serves a handler that answers nothing.</summary>
    public static LambdaBootstrapBuilder Create<TInput>(
        Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new((input, context, _) => handler(serializer.Deserialize<TInput>(input), context));

    /// <summary>Serves a handler that reads and writes bytes.</summary>
    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(async (input, context, output) =>
        {
            await using var answer = await handler(input, context).ConfigureAwait(false);
            await answer.CopyToAsync(output).ConfigureAwait(false);
        });

    /// <summary>Runs once before the first invocation; false ends the process.</summary>
    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer initializer)
    {
        this.initializer = initializer;
        return this;
    }

    /// <summary>The loop.</summary>
    public LambdaBootstrap Build() => new(handler, initializer);
}
