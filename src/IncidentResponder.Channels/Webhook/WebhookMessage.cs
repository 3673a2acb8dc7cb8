using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.Webhook;

/// <summary>The webhook's message. Members may be added in version 1; none is taken away or changes its meaning.</summary>
/// <remarks>
/// <code>
/// version      1
/// incident     the incident's id
/// standing     "ToldOnly", "Asking", "Denied", "Expired", "Running", "Checking", "Contained", "NotContained", "PartlyDone",
///              "Refused", "Failed", "Undone" or "UndoStopped"
/// sentence     the same for people
/// severity     "Informational", "Low", "Medium", "High" or "Critical"
/// account      twelve digits
/// region       the Region of the resource
/// resource     type and id
/// finding      type, id, source and title
/// since        when it began; openedAt, decidedAt, closedAt: the incident's times, those that have come
/// decidedBy    who answered, "nobody" when the question ran out, or "policy"; left out while people are asked
/// outcome      how it was closed, once it was
/// plan         number, remediation and title of each step, with its state and its latest check once it has them
/// </code>
/// Times are in UTC, as ISO 8601 writes them. Texts that came from a finding are one line each and are still for encoding. There is no link:
/// links are personal and go to one person each.
/// </remarks>
internal static class WebhookMessage
{
    /// <summary>Writes it. What changes with each report of a finding, such as how often it was seen, is left out.</summary>
    internal static string Of(Showing showing) => JsonText.Object(json =>
    {
        var (incident, finding) = (showing.Record.Incident, showing.Record.Latest);
        json.WriteNumber("version", 1);
        json.WriteString("incident", showing.Id);
        json.WriteString("standing", showing.Standing.Kind.ToString());
        json.WriteString("sentence", showing.Sentence);
        json.WriteString("severity", showing.Severity.ToString());
        json.WriteString("account", incident.Target.Account.Value);
        json.WriteString("region", PlainText.Of(incident.Target.Region, 64));
        json.Member("resource", () =>
        {
            json.WriteString("type", PlainText.Of(incident.Target.Type, 256));
            json.WriteString("id", PlainText.Of(incident.Target.Id, 2048));
        });
        json.Member("finding", () =>
        {
            json.WriteString("type", PlainText.Of(finding.Type, 512));
            json.WriteString("id", PlainText.Of(finding.Id, 2048));
            json.WriteString("source", PlainText.Of(finding.Source, 256));
            json.WriteString("title", PlainText.Of(finding.Title, 512));
        });
        Times(json, showing.Record);
        json.Array("plan", showing.Record.Decision?.Plan.Steps ?? [], step => json.Item(() => Step(json, step, showing.Record)));
    });

    private static void Times(Utf8JsonWriter json, IncidentRecord record)
    {
        json.WriteString("since", record.Latest.Since.UtcDateTime);
        json.WriteString("openedAt", record.Incident.OpenedAt.UtcDateTime);
        var (by, at) = Decided(record);
        if (at is { } decided)
        {
            json.WriteString("decidedAt", decided.UtcDateTime);
            json.WriteString("decidedBy", PlainText.Of(by, 320));
        }

        if (record.Closure is not { } closure)
            return;
        json.WriteString("closedAt", closure.At.UtcDateTime);
        json.WriteString("outcome", closure.Outcome);
    }

    // A policy that wants people asked has decided nothing yet.
    private static (string By, DateTimeOffset? At) Decided(IncidentRecord record) => record switch
    {
        { Answer: { } answer } => (answer.By, answer.At),
        { Decision: { Mode: not ResponseMode.AskFirst } decision } => ("policy", decision.At),
        _ => ("", null),
    };

    private static void Step(Utf8JsonWriter json, PlanStep step, IncidentRecord record)
    {
        json.WriteNumber("number", step.Number);
        json.WriteString("remediation", PlainText.Of(step.Remediation, 128));
        json.WriteString("title", PlainText.Of(step.Title, 512));
        if (record.Steps.FirstOrDefault(one => one.Number == step.Number) is not { } progress)
            return;
        json.WriteString("state", progress.State);
        if (progress.Verification.Length > 0)
            json.WriteString("check", progress.Verification);
    }
}
