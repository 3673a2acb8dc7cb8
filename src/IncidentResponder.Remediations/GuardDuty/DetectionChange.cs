using System.Text.Json;
using Amazon.CloudTrail.Model;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>That a filter or list was made or changed, as CloudTrail recorded it.</summary>
/// <param name="Subject">The filter's name or the list's id.</param>
/// <param name="Detector">The detector's id.</param>
/// <param name="Call">"CreateFilter".</param>
/// <param name="By">The ARN of who did it.</param>
/// <param name="At">When.</param>
/// <param name="ByTheAccused">It was the identity that the finding names, or the finding names none.</param>
internal sealed record DetectionChange(string Subject, string Detector, string Call, string By, DateTime At, bool ByTheAccused)
{
    /// <summary>Reads a record; null when it is another service's, was refused, or can't be read.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="principal">The identity that the finding names, if any.</param>
    public static DetectionChange? Read(Event recorded, FindingPrincipal? principal)
    {
        try
        {
            var record = JsonElement.Parse(recorded.CloudTrailEvent ?? "null");
            return TextAt(record, "eventSource") is "guardduty.amazonaws.com" && TextAt(record, "errorCode") is null
                && (TextAt(record, "requestParameters", "filterName") ?? TextAt(record, "requestParameters", "ipSetId")
                    ?? TextAt(record, "responseElements", "ipSetId") ?? TextAt(record, "requestParameters", "name")) is { } subject
                ? new(subject, TextAt(record, "requestParameters", "detectorId") ?? "", recorded.EventName ?? "a call",
                    TextAt(record, "userIdentity", "arn") ?? "an unknown identity", recorded.EventTime?.ToUniversalTime() ?? DateTime.MinValue, IsOf(record, principal))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsOf(JsonElement record, FindingPrincipal? principal) => principal switch
    {
        null => true,
        { AccessKeyId: { Length: > 0 } key } when TextAt(record, "userIdentity", "accessKeyId") == key => true,
        { Kind: "Root" } => TextAt(record, "userIdentity", "type") is "Root",
        { Kind: "IAMUser", Name: { Length: > 0 } user } => (TextAt(record, "userIdentity", "userName") ?? Issuer(record, "IAMUser")) == user,
        { Name: { Length: > 0 } role } => Issuer(record, "Role") == role,
        _ => false,
    };

    private static string? Issuer(JsonElement record, string type) => TextAt(record, "userIdentity", "sessionContext", "sessionIssuer", "type") == type
        ? TextAt(record, "userIdentity", "sessionContext", "sessionIssuer", "userName")
        : null;

    private static string? TextAt(JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }

        return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    }
}
