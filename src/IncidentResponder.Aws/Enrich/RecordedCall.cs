using System.Collections.Frozen;
using System.Text.Json;
using Amazon.CloudTrail.Model;
using IncidentResponder.Core.Enrich;

namespace IncidentResponder.Aws.Enrich;

/// <summary>One call as CloudTrail recorded it; the record itself is a JSON text within the event.</summary>
internal sealed record RecordedCall(string Id, bool ReadOnly, bool BringsPersistence, EvidenceItem Item)
{
    private static readonly FrozenSet<string> Persistence = new[]
    {
        "CreateUser", "CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "AttachUserPolicy", "AttachRolePolicy",
        "PutUserPolicy", "PutRolePolicy", "UpdateAssumeRolePolicy", "CreateRole", "CreateFunction20150331",
        "UpdateFunctionCode20150331v2", "AddPermission20150331v2", "RunInstances", "GetFederationToken",
        "CreateOpenIDConnectProvider", "PutBucketPolicy", "ModifySnapshotAttribute", "StopLogging", "DeleteTrail",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads an event; null when it has no name or time.</summary>
    internal static RecordedCall? Read(Event recorded)
    {
        if (recorded is not { EventName: { Length: > 0 } name, EventTime: { } time })
            return null;

        var persistence = Persistence.Contains(name);
        var text = $"{(persistence ? "PERSISTENCE " : "")}{recorded.EventSource} {name}{Rest(recorded.CloudTrailEvent)}";
        EvidenceItem item = new() { Source = "CloudTrail", Text = text, At = new DateTimeOffset(time.ToUniversalTime()) };
        return new(recorded.EventId ?? text, recorded.ReadOnly is "true", persistence, item);
    }

    private static string Rest(string? record)
    {
        try
        {
            using var document = JsonDocument.Parse(record ?? "{}");
            var call = document.RootElement;
            return $" from {Member(call, "sourceIPAddress") ?? "an unknown address"} in {Member(call, "awsRegion") ?? "an unknown Region"}"
                + (Member(call, "errorCode") is { } error ? $", refused: {error}" : "");
        }
        catch (JsonException)
        {
            return ", details unreadable";
        }
    }

    private static string? Member(JsonElement call, string name) =>
        call.ValueKind is JsonValueKind.Object && call.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
