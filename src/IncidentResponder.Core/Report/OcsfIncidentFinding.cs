using System.Buffers;
using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>
/// An incident as an event of the Open Cybersecurity Schema Framework 1.5: class Incident Finding (2005). That class has no member for
/// resources: they are its observables. An event can't hold another, so the steps that ran are whole events of class Remediation
/// Activity (7001) under "unmapped", to be lifted out by whoever wants them.
/// </summary>
public static class OcsfIncidentFinding
{
    internal const int LongestText = 4000;
    private const string SchemaVersion = "1.5.0";
    private const int Class = 2005;

    /// <summary>Writes it, as UTF-8.</summary>
    public static byte[] Of(IncidentRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            WriteClassification(json, record);
            WriteMetadata(json, record, record.Incident.Id.Value, "incident");
            WriteAssignee(json, record);
            OcsfObservables.WriteFindings(json, record);
            OcsfObservables.WriteAttacks(json, record);
            OcsfObservables.WriteObservables(json, record);
            WriteUnmapped(json, record);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static int SeverityId(Severity severity) => (int)severity + 1;

    internal static void WriteMetadata(Utf8JsonWriter json, IncidentRecord record, string uid, string? profile)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", SchemaVersion);
        json.WriteString("uid", uid);
        json.WriteString("correlation_uid", record.Incident.Id.First.Value);
        json.WriteString("tenant_uid", record.Incident.Finding.Account.Value);
        if (profile is not null)
        {
            json.WriteStartArray("profiles");
            json.WriteStringValue(profile);
            json.WriteEndArray();
        }

        json.WriteStartObject("product");
        json.WriteString("name", "IncidentResponder");
        json.WriteString("vendor_name", "IncidentResponder");
        json.WriteString("version", typeof(OcsfIncidentFinding).Assembly.GetName().Version?.ToString(3) ?? "unknown");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteClassification(Utf8JsonWriter json, IncidentRecord record)
    {
        var (activity, name) = record.Closure is not null ? (3, "Close") : record.Decision is not null ? (2, "Update") : (1, "Create");
        var (status, word) = Status(record);
        json.WriteNumber("activity_id", activity);
        json.WriteString("activity_name", name);
        json.WriteString("category_name", "Findings");
        json.WriteNumber("category_uid", 2);
        json.WriteString("class_name", "Incident Finding");
        json.WriteNumber("class_uid", Class);
        json.WriteNumber("type_uid", (Class * 100) + activity);
        json.WriteNumber("severity_id", SeverityId(record.Incident.Finding.Severity));
        json.WriteString("severity", record.Incident.Finding.Severity.ToString());
        json.WriteNumber("status_id", status);
        json.WriteString("status", word);
        json.WriteNumber("time", LatestTime(record).ToUnixTimeMilliseconds());
        json.WriteNumber("start_time", record.Findings.Min(one => one.Since).ToUnixTimeMilliseconds());
        json.WriteNumber("end_time", record.Findings.Max(one => one.LastSeen).ToUnixTimeMilliseconds());
        json.WriteString("message", PlainText.Of(Standing.Of(record).Sentence, LongestText));
        json.WriteString("desc", PlainText.Of(record.Latest.Title, LongestText));
        if (Verdict(record) is { } verdict)
        {
            json.WriteNumber("verdict_id", verdict.Id);
            json.WriteString("verdict", verdict.Word);
        }
    }

    // On hold is OCSF's word for an incident that waits for a person's answer.
    private static (int Id, string Word) Status(IncidentRecord record) => Standing.Of(record).Kind switch
    {
        StandingKind.Contained => (4, "Resolved"),
        _ when record.Closure is not null => (5, "Closed"),
        StandingKind.Asking => (3, "On Hold"),
        StandingKind.Deciding => (1, "New"),
        _ => (2, "In Progress"),
    };

    // The responder knows what was done, not whether the finding was right: only what it was told is passed on.
    private static (int Id, string Word)? Verdict(IncidentRecord record) => record switch
    {
        { Incident.Finding.Sample: true } => (6, "Test"),
        { Decision.Suppressed: true } => (3, "Disregard"),
        _ => null,
    };

    private static DateTimeOffset LatestTime(IncidentRecord record) =>
        record.Ledger.Select(entry => entry.At).Append(record.Incident.OpenedAt).Max();

    // One of the two must be there: the person who decided, or those who may.
    private static void WriteAssignee(Utf8JsonWriter json, IncidentRecord record)
    {
        if (record.Answer is { Outcome: not ApprovalOutcome.Expired } answer)
        {
            json.WriteStartObject("assignee");
            json.WriteString("name", PlainText.Of(answer.By, LongestText));
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("assignee_group");
        json.WriteString("name", "Approvers");
        json.WriteString("desc", PlainText.Of(string.Join(", ", Approvers.WhoMayUndo(record)), LongestText));
        json.WriteEndObject();
    }

    private static void WriteUnmapped(Utf8JsonWriter json, IncidentRecord record)
    {
        json.WriteStartObject("unmapped");
        json.WriteString("playbook", record.Incident.Playbook);
        if (record.Decision is { } decision)
            json.WriteString("mode", decision.Mode.ToString());
        if (record.Closure is { } closure)
            json.WriteString("outcome", closure.Outcome);
        json.WriteStartObject("milliseconds");
        foreach (var span in Milestones.Of(record).Spans)
            json.WriteNumber(span.Name, (long)span.Length.TotalMilliseconds);
        json.WriteEndObject();
        json.WriteStartArray("remediation_activities");
        foreach (var step in record.Steps)
            OcsfRemediation.Write(json, record, step);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
