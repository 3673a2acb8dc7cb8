using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace IncidentResponder.Standins.Tests.Lambda;

/// <summary>What a handler is told of its invocation and of its function.</summary>
[Collection(FakeRuntimeApi.OneAtATime)]
public sealed class LambdaContextTests
{
    [Fact]
    public async Task Context_OfAnInvocation_SaysWhatThePlatformSays()
    {
        using var api = new FakeRuntimeApi("""{"Text":"one"}""");
        ILambdaContext? seen = null;
        TimeSpan remaining = default;

        await api.RunAsync(Function((word, context) =>
        {
            (seen, remaining) = (context, context.RemainingTime);
            return word;
        }));

        seen.ShouldNotBeNull().AwsRequestId.ShouldBe("request-0");
        seen.InvokedFunctionArn.ShouldBe("arn:aws:lambda:us-east-1:111122223333:function:decide");
        seen.TraceId.ShouldBe("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
        Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID").ShouldBe(seen.TraceId);
        remaining.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task RemainingTime_AfterTheDeadline_IsNegative()
    {
        using var api = new FakeRuntimeApi("""{"Text":"late"}""") { Deadline = DateTimeOffset.UtcNow.AddSeconds(-5) };
        TimeSpan remaining = default;

        await api.RunAsync(Function((word, context) =>
        {
            remaining = context.RemainingTime;
            return word;
        }));

        remaining.ShouldBeInRange(TimeSpan.FromMinutes(-1), TimeSpan.FromSeconds(-5));
    }

    [Fact]
    public async Task Context_OfAFunction_SaysWhatItsEnvironmentSays()
    {
        using var api = new FakeRuntimeApi("""{"Text":"one"}""");
        Environment.SetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME", "decide");
        Environment.SetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        Environment.SetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
        Environment.SetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/decide");
        Environment.SetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
        ILambdaContext? seen = null;

        await api.RunAsync(Function((word, context) =>
        {
            seen = context;
            return word;
        }));

        (seen!.FunctionName, seen.FunctionVersion, seen.MemoryLimitInMB).ShouldBe(("decide", "$LATEST", 256));
        (seen.LogGroupName, seen.LogStreamName).ShouldBe(("/aws/lambda/decide", "stream"));
    }

    [Fact]
    public void Function_OutsideThePlatform_SaysWhatIsMissing()
    {
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", null);

        Should.Throw<InvalidOperationException>(() => Function((word, _) => word).Build())
            .Message.ShouldContain("AWS_LAMBDA_RUNTIME_API is not set");
    }

    private static LambdaBootstrapBuilder Function(Func<Word, ILambdaContext, Word> handler) =>
        LambdaBootstrapBuilder.Create(handler, new SourceGeneratorLambdaJsonSerializer<WordJson>());
}
