using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Channels.ServiceNow;

/// <summary>The fields of an incident that are written.</summary>
internal static partial class ServiceNowIncident
{
    private const int LongestShortDescription = 160;

    // The states of an incident as ServiceNow ships it.
    private const string InProgress = "2";
    private const string Resolved = "6";

    /// <summary>A new incident.</summary>
    internal static string Of(Showing showing, ServiceNowSettings settings) => JsonText.Object(json =>
    {
        json.WriteString("correlation_id", showing.Id);
        json.WriteString("correlation_display", "IncidentResponder");
        json.WriteString("short_description", Text(showing.Title(LongestShortDescription)));
        json.WriteString("description", Lines([showing.Sentence, .. showing.Facts.Select(fact => $"{fact.Label}: {fact.Text}"), .. showing.Plan()]));
        Urgency(json, showing.Severity);
        if (settings.AssignmentGroup is { } group)
            json.WriteString("assignment_group", group);
        State(json, showing, settings);
    });

    /// <summary>What has changed.</summary>
    internal static string Update(Showing showing, ServiceNowSettings settings) => JsonText.Object(json =>
    {
        json.WriteString("work_notes", Lines([showing.Sentence, .. showing.Plan()]));
        Urgency(json, showing.Severity);
        State(json, showing, settings);
    });

    // ServiceNow works out the priority from the two: 1 is high, 3 low.
    private static void Urgency(Utf8JsonWriter json, Severity severity)
    {
        var (urgency, impact) = severity switch
        {
            Severity.Critical => ("1", "1"),
            Severity.High => ("1", "2"),
            Severity.Medium => ("2", "2"),
            _ => ("3", "3"),
        };
        json.WriteString("urgency", urgency);
        json.WriteString("impact", impact);
    }

    // A new incident begins in the state that the instance gives it, and is resolved only where the operator has named a code for that.
    private static void State(Utf8JsonWriter json, Showing showing, ServiceNowSettings settings)
    {
        if (showing.Attention is Attention.Working or Attention.Needed)
            json.WriteString("state", InProgress);
        if (showing.Attention is not Attention.Settled || settings.CloseCode is not { } code)
            return;
        json.WriteString("state", Resolved);
        json.WriteString("close_code", code);
        json.WriteString("close_notes", Text(showing.Sentence));
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(Text));

    // Between [code] and [/code] a journal field is shown as HTML.
    private static string Text(string line) => CodeTag().Replace(line, "($1code");

    [GeneratedRegex(@"\[(\s*/?\s*)code", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CodeTag();
}
