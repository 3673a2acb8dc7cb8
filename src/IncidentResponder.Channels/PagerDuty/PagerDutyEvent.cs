using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.PagerDuty;

/// <summary>An event as PagerDuty's Events API v2 takes it.</summary>
/// <remarks>
/// <code>
/// standing                          event
/// told only, asked                  trigger, at the incident's severity
/// running or checked, after a yes   acknowledge
/// running or checked, without one   trigger: nobody has looked at it yet
/// contained, undone, denied         resolve
/// everything else                   trigger, critical: somebody must act by hand
/// </code>
/// </remarks>
internal static class PagerDutyEvent
{
    internal const string Trigger = "trigger";
    internal const string Acknowledge = "acknowledge";
    internal const string Resolve = "resolve";

    // The API's own limits. The incident's id is much shorter than a dedup_key may be, and stays whole.
    private const int LongestSummary = 1024;
    private const int MostBytes = 512 * 1024;
    private const int MostSteps = 20;

    /// <summary>What is to become of the alert.</summary>
    internal static string ActionOf(Showing showing) => showing.Attention switch
    {
        Attention.Settled => Resolve,
        Attention.Working when showing.Record.Answer is { Outcome: ApprovalOutcome.Granted } => Acknowledge,
        _ => Trigger,
    };

    /// <summary>"critical", "error", "warning" or "info".</summary>
    internal static string SeverityOf(Showing showing) => (showing.Attention, showing.Severity) switch
    {
        (Attention.Needed, _) or (_, Severity.Critical) => "critical",
        (_, Severity.High) => "error",
        (_, Severity.Medium) => "warning",
        _ => "info",
    };

    /// <summary>Writes it. Only an alert that is triggered has a payload.</summary>
    internal static string Of(Showing showing, string action, string routingKey) => JsonText.Fitting(MostBytes, MostSteps, steps => JsonText.Object(json =>
    {
        json.WriteString("routing_key", routingKey);
        json.WriteString("event_action", action);
        json.WriteString("dedup_key", showing.Id);
        if (action is not Trigger)
            return;
        json.WriteString("client", "IncidentResponder");
        json.Member("payload", () => Payload(json, showing, steps));
    }));

    private static void Payload(Utf8JsonWriter json, Showing showing, int steps)
    {
        var (finding, target) = (showing.Record.Latest, showing.Record.Incident.Target);
        json.WriteString("summary", PlainText.Of($"{showing.Word}: {showing.Title(400)}. {showing.Sentence}", LongestSummary));
        json.WriteString("source", PlainText.Defanged(target.Id, 200));
        json.WriteString("severity", SeverityOf(showing));
        json.WriteString("component", PlainText.Defanged(target.Type, 200));
        json.WriteString("group", target.Account.Value);
        json.WriteString("class", PlainText.Defanged(finding.Type, 200));
        json.Member("custom_details", () =>
        {
            json.WriteString("Standing", showing.Sentence);
            foreach (var (label, text) in showing.Facts)
                json.WriteString(label, text);
            json.Array("Plan", showing.Plan(steps), json.WriteStringValue);
        });
    }
}
