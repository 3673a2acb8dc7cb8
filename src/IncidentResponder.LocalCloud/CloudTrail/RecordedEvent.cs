using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.CloudTrail;

/// <summary>One management event of the account's history.</summary>
/// <param name="Name">The call: "CreateAccessKey".</param>
/// <param name="Source">The service: "iam.amazonaws.com".</param>
/// <param name="Username">The user's name, or the name of a role's session.</param>
/// <param name="AccessKeyId">The key that signed it.</param>
/// <param name="At">When.</param>
/// <param name="SourceAddress">From where.</param>
/// <param name="ReadOnly">Whether it only reads.</param>
public sealed record RecordedEvent(string Name, string Source, string Username, string AccessKeyId, DateTimeOffset At, string SourceAddress, bool ReadOnly)
{
    /// <summary>The event as LookupEvents gives it: the record itself is a string of JSON.</summary>
    public JsonObject ToLookup() => new()
    {
        ["EventId"] = $"local-{Name}-{At.ToUnixTimeSeconds()}",
        ["EventName"] = Name,
        ["EventSource"] = Source,
        ["EventTime"] = At.ToUnixTimeSeconds(),
        ["Username"] = Username,
        ["AccessKeyId"] = AccessKeyId,
        ["ReadOnly"] = ReadOnly ? "true" : "false",
        ["Resources"] = new JsonArray(),
        ["CloudTrailEvent"] = new JsonObject
        {
            ["eventVersion"] = "1.11",
            ["eventName"] = Name,
            ["eventSource"] = Source,
            ["eventTime"] = At.ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["sourceIPAddress"] = SourceAddress,
            ["userAgent"] = "aws-cli/2.15.0",
            ["readOnly"] = ReadOnly,
            ["userIdentity"] = new JsonObject { ["userName"] = Username, ["accessKeyId"] = AccessKeyId },
        }.ToJsonString(),
    };

    /// <summary>Whether a lookup attribute names it; an empty key names all.</summary>
    public bool Has(string key, string value) => key switch
    {
        "" => true,
        "EventName" => Name == value,
        "EventSource" => Source == value,
        "Username" => Username == value,
        "AccessKeyId" => AccessKeyId == value,
        "ReadOnly" => value == (ReadOnly ? "true" : "false"),
        _ => false,
    };
}
