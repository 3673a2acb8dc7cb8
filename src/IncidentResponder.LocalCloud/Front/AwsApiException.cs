using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>An AWS API refused a call of the local cloud itself.</summary>
/// <param name="errorCode">The API's error code, without a namespace; empty when the answer names none.</param>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What was called and what was answered.</param>
public sealed partial class AwsApiException(string errorCode, int status, string message) : Exception(message)
{
    /// <summary>The API's error code, such as <c>BucketAlreadyExists</c>.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    internal static AwsApiException From(string service, string operation, int status, string body)
    {
        Match code = Code().Match(body);
        string named = code.Groups["code"].Value;
        string shown = body.Length > 600 ? body[..600] + "…" : body;
        return new AwsApiException(named, status, $"{service} refused {operation} with status {status}: {shown}");
    }

    [GeneratedRegex("""(<Code>|"__type"\s*:\s*"([^"]*#)?)(?<code>[A-Za-z0-9._]+)""")]
    private static partial Regex Code();
}
