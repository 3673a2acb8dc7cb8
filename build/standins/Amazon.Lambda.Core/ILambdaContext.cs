namespace Amazon.Lambda.Core;

/// <summary>What a handler is told of the invocation it serves.</summary>
public interface ILambdaContext
{
    /// <summary>The id of the request, which is in every log line of the platform.</summary>
    string AwsRequestId { get; }

    /// <summary>What the calling application says of itself; null unless it is a mobile application.</summary>
    IClientContext ClientContext { get; }

    /// <summary>The name of the running function.</summary>
    string FunctionName { get; }

    /// <summary>The version of the running function.</summary>
    string FunctionVersion { get; }

    /// <summary>The Cognito identity of the caller; null unless a mobile application called.</summary>
    ICognitoIdentity Identity { get; }

    /// <summary>The ARN by which the function was invoked, with its alias or version.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>Writes to the function's log.</summary>
    ILambdaLogger Logger { get; }

    /// <summary>The log group of the function.</summary>
    string LogGroupName { get; }

    /// <summary>The log stream of this instance of the function.</summary>
    string LogStreamName { get; }

    /// <summary>The memory of the function, in MB.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>How long the function may still run.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>The X-Ray trace of the invocation, or null.</summary>
    string? TraceId => null;
}
