using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>A context for tests, every value of which can be set.</summary>
public class TestLambdaContext : ILambdaContext
{
    /// <inheritdoc />
    public string AwsRequestId { get; set; } = null!;

    /// <inheritdoc />
    public IClientContext ClientContext { get; set; } = null!;

    /// <inheritdoc />
    public string FunctionName { get; set; } = null!;

    /// <inheritdoc />
    public string FunctionVersion { get; set; } = null!;

    /// <inheritdoc />
    public ICognitoIdentity Identity { get; set; } = null!;

    /// <inheritdoc />
    public string InvokedFunctionArn { get; set; } = null!;

    /// <inheritdoc />
    public ILambdaLogger Logger { get; set; } = new TestLambdaLogger();

    /// <inheritdoc />
    public string LogGroupName { get; set; } = null!;

    /// <inheritdoc />
    public string LogStreamName { get; set; } = null!;

    /// <inheritdoc />
    public int MemoryLimitInMB { get; set; }

    /// <inheritdoc />
    public TimeSpan RemainingTime { get; set; }

    /// <inheritdoc />
    public string? TraceId { get; set; }
}
