using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Channels.Slack;

/// <summary>A plan as a card shows it.</summary>
internal static class SlackPlan
{
    /// <summary>The digest of the plan that the card shows, which its buttons carry; empty where there is none that could be approved.</summary>
    internal static string DigestOf(IncidentRecord record)
    {
        try
        {
            return record.Decision is { } decision ? PlanDigest.Of(decision.Plan) : "";
        }
        catch (FormatException)
        {
            // Half a character, which no record that was read from the table holds: what can't be told apart can't be approved.
            return "";
        }
    }

    /// <summary>The step that the plan is about.</summary>
    internal static PlanStep? LeadOf(IncidentRecord record) => record.Decision is { } decision ? PlanBuilder.LeadOf(record.Incident.Playbook, decision.Plan) : null;

    /// <summary>The steps and how far each has come, for plain text.</summary>
    /// <param name="record">The incident.</param>
    /// <param name="most">The most steps.</param>
    internal static ImmutableArray<string> Steps(IncidentRecord record, int most)
    {
        var steps = record.Decision?.Plan.Steps ?? [];
        var lines = steps.Take(most).Select(step => Line(step, record.Steps.FirstOrDefault(one => one.Number == step.Number)));
        return steps.Length > most ? [.. lines, $"and {steps.Length - most} more step{(steps.Length - most == 1 ? "" : "s")}, which the page has"] : [.. lines];
    }

    /// <summary>What was done by now, without anybody's doing.</summary>
    internal static string DoneSoFar(IncidentRecord record)
    {
        var (gaps, kept) = (record.Evidence.Count(item => item.Gap.Length > 0), record.Evidence.Count(item => item.Gap.Length == 0));
        var changed = record.Steps.Count(step => step.State is "Changed" or "Partial" or "Started" or "Drifted");
        string[] parts =
        [
            changed == 0 ? "nothing is changed" : $"{changed} of {record.Decision?.Plan.Steps.Length ?? changed} step{(record.Decision?.Plan.Steps.Length is 1 ? "" : "s")} in effect",
            .. kept > 0 ? [$"{kept} piece{(kept == 1 ? "" : "s")} of evidence kept"] : Array.Empty<string>(),
            .. gaps > 0 ? [$"{gaps} could not be had"] : Array.Empty<string>(),
        ];
        return string.Join(", ", parts);
    }

    // A mark and a word: neither colour nor a picture stands alone.
    private static string Line(PlanStep step, StepRecord? record)
    {
        var title = $"{step.Number}. {SlackText.Plain(step.Title, 120)}";
        return record switch
        {
            null => $"○ {title}",
            { Verification: "Confirmed", State: not "Restored" } => $"✔ {title}: {Word(record)}, verified",
            { Verification.Length: > 0, State: not "Restored" } => $"✖ {title}: {Word(record)}, check says {Word(record.Verification)}. {SlackText.Plain(record.Seen, 120)}",
            { State: "Started" } => $"… {title}: running",
            { State: "Refused" or "Drifted" or "Partial" } => $"✖ {title}: {Word(record)}. {SlackText.Plain(record.Detail, 120)}",
            _ => $"✔ {title}: {Word(record)}",
        };
    }

    private static string Word(StepRecord record) => record.State switch
    {
        "Changed" => "done",
        "AlreadySafe" => "was so already",
        "Restored" => "put back",
        "Partial" => "partly done",
        "Refused" => "refused",
        "Drifted" => "changed since",
        _ => Word(record.State),
    };

    private static string Word(string word) => SlackText.Plain(word, 40);
}
