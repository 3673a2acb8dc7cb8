using System.Text.Json;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Core.Report;

/// <summary>Writes a step that has run as an event of OCSF's class Remediation Activity (7001), whose activities are D3FEND's tactics.</summary>
internal static class OcsfRemediation
{
    private const int Class = 7001;

    internal static void Write(Utf8JsonWriter json, IncidentRecord record, StepRecord step)
    {
        var (activity, name) = Activity(step.Remediation);
        var (status, word) = Status(step.State);
        json.WriteStartObject();
        json.WriteNumber("activity_id", activity);
        json.WriteString("activity_name", name);
        json.WriteNumber("category_uid", 7);
        json.WriteNumber("class_uid", Class);
        json.WriteNumber("type_uid", (Class * 100) + activity);
        json.WriteString("command_uid", $"{record.Incident.Id}/{step.Number}");
        json.WriteNumber("severity_id", OcsfIncidentFinding.SeverityId(record.Incident.Finding.Severity));
        json.WriteNumber("status_id", status);
        json.WriteString("status", word);
        json.WriteString("status_detail", PlainText.Of($"{step.Detail} {step.Verification} {step.Seen}", OcsfIncidentFinding.LongestText));
        json.WriteNumber("time", step.At.ToUnixTimeMilliseconds());
        OcsfIncidentFinding.WriteMetadata(json, record, $"{record.Incident.Id}/{step.Number}", profile: null);
        json.WriteStartObject("remediation");
        json.WriteString("desc", PlainText.Of(record.Decision?.Plan.Steps.FirstOrDefault(one => one.Number == step.Number)?.Title ?? step.Remediation, OcsfIncidentFinding.LongestText));
        json.WriteEndObject();
        json.WriteStartObject("unmapped");
        json.WriteString("remediation_id", PlainText.Of(step.Remediation, 200));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // By the verb that a remediation's name begins with.
    private static (int Id, string Name) Activity(string remediation) => Verb(remediation.Split('/')[^1]) switch
    {
        "Isolate" or "Deny" or "Block" or "Quarantine" or "Close" or "Detach" or "Deregister" or "Drain" or "Throttle" or "Pause" or "Unshare" => (1, "Isolate"),
        "Revoke" or "Deactivate" or "Disable" or "Stop" or "Remove" or "Scale" => (2, "Evict"),
        "Restore" or "Restart" or "Start" or "Enable" or "Cancel" => (3, "Restore"),
        "Require" or "Restrict" or "Rotate" => (4, "Harden"),
        _ => (99, PlainText.Of(remediation, 200)),
    };

    private static string Verb(string name) => name.Length == 0 ? "" : name[..1] + string.Concat(name.Skip(1).TakeWhile(char.IsAsciiLetterLower));

    private static (int Id, string Word) Status(string state) => state switch
    {
        "Changed" or "AlreadySafe" => (1, "Success"),
        "Refused" => (2, "Failure"),
        "Partial" => (4, "Partial"),
        _ => (99, PlainText.Of(state, 40)),
    };
}
