namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>Lambda refused an invocation before the function saw it.</summary>
/// <param name="errorCode">Lambda's error code, such as <c>ResourceNotFoundException</c>.</param>
/// <param name="status">The HTTP status that goes with the code.</param>
/// <param name="message">What Lambda says.</param>
public sealed class LambdaServiceException(string errorCode, int status, string message) : Exception(message)
{
    /// <summary>Lambda's error code; Step Functions reports it as <c>Lambda.</c> and the code.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>The HTTP status that goes with the code.</summary>
    public int Status { get; } = status;
}
