using System.Globalization;
using System.Net.Http.Headers;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What the platform says of an invocation in its headers, and of the function in its environment.</summary>
internal sealed class InvocationContext(HttpResponseHeaders headers) : ILambdaContext
{
    private readonly DateTimeOffset deadline = DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(Header(headers, "Lambda-Runtime-Deadline-Ms") ?? "0", CultureInfo.InvariantCulture));

    public string AwsRequestId { get; } = Header(headers, "Lambda-Runtime-Aws-Request-Id")
        ?? throw new InvalidOperationException("The Lambda Runtime API gave an invocation without Lambda-Runtime-Aws-Request-Id.");

    public string InvokedFunctionArn { get; } = Header(headers, "Lambda-Runtime-Invoked-Function-Arn") ?? "";

    public string? TraceId { get; } = Header(headers, "Lambda-Runtime-Trace-Id");

    public IClientContext ClientContext => null!;

    public ICognitoIdentity Identity => null!;

    public string FunctionName => Variable("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion => Variable("AWS_LAMBDA_FUNCTION_VERSION");

    public string LogGroupName => Variable("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName => Variable("AWS_LAMBDA_LOG_STREAM_NAME");

    public int MemoryLimitInMB => int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var size) ? size : 128;

    public TimeSpan RemainingTime => deadline - TimeProvider.System.GetUtcNow();

    public ILambdaLogger Logger => ConsoleLogger.Instance;

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
