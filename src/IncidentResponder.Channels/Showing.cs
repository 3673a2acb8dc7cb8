using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels;

/// <summary>What there is to show of an incident, with whatever came from outside made one harmless line each.</summary>
/// <param name="Record">The incident.</param>
/// <param name="Standing">How it stands.</param>
internal sealed record Showing(IncidentRecord Record, Standing Standing)
{
    private const int MostLines = 20;

    /// <summary>The incident's id.</summary>
    internal string Id => Record.Incident.Id.Value;

    /// <summary>The highest severity of its findings.</summary>
    internal Severity Severity => Record.Findings.Max(finding => finding.Severity);

    /// <summary>What its standing asks of people.</summary>
    internal Attention Attention => Standing.Kind switch
    {
        StandingKind.Running or StandingKind.Checking => Attention.Working,
        StandingKind.Contained or StandingKind.Undone or StandingKind.Denied => Attention.Settled,
        StandingKind.Deciding or StandingKind.ToldOnly or StandingKind.Asking => Attention.Open,
        _ => Attention.Needed,
    };

    /// <summary>Its standing in a few words, for headings.</summary>
    internal string Word => Standing.Kind switch
    {
        StandingKind.Deciding => "Being decided",
        StandingKind.ToldOnly => "For your attention",
        StandingKind.Asking => "Approval asked",
        StandingKind.Denied => "Denied",
        StandingKind.Expired => "Nobody answered, nothing done",
        StandingKind.Running => "Plan running",
        StandingKind.Checking => "Being checked",
        StandingKind.Contained => "Contained",
        StandingKind.NotContained => "NOT contained",
        StandingKind.PartlyDone => "Partly done",
        StandingKind.Refused => "Refused, nothing done",
        StandingKind.Undone => "Undone",
        StandingKind.UndoStopped => "NOT undone",
        _ => "Response FAILED",
    };

    /// <summary>How it stands, one line.</summary>
    internal string Sentence => PlainText.Of(Standing.Sentence, 500);

    /// <summary>"[High] Isolate i-0abc from the network in account 111122223333", one line of at most so many characters.</summary>
    internal string Title(int most)
    {
        var end = $" in account {Record.Incident.Target.Account}";
        var start = $"[{Severity}] ";
        return start + PlainText.Defanged($"{Record.Latest.Type} on {Record.Incident.Target.Id}", most - start.Length - end.Length) + end;
    }

    /// <summary>What, where, since when.</summary>
    internal ImmutableArray<(string Label, string Text)> Facts =>
    [
        ("What", $"{Safe(Record.Latest.Type)}: {Safe(Record.Latest.Title)}"),
        ("Where", $"{Safe(Record.Incident.Target.Id)} ({Safe(Record.Incident.Target.Type)}) in account {Record.Incident.Target.Account}, {Safe(Record.Incident.Target.Region)}"),
        ("Since", UtcText.Of(Record.Latest.Since)),
        ("Reported", $"by {Safe(Record.Latest.Source)}, finding {Safe(Record.Latest.Id)}"),
        ("Incident", Id),
    ];

    /// <summary>The plan's steps and how far each has come, at most so many lines.</summary>
    internal ImmutableArray<string> Plan(int most = MostLines)
    {
        var steps = Record.Decision?.Plan.Steps ?? [];
        var lines = steps.Take(most).Select(step => $"{step.Number}. {Safe(step.Title)}{Progress(step)}");
        return steps.Length > most ? [.. lines, $"and {steps.Length - most} more steps, which the record has"] : [.. lines];
    }

    /// <summary>What is shown next; null where it is nothing, or not yet, and what was shown before stays.</summary>
    /// <param name="record">The incident as it is now.</param>
    /// <param name="before">What the place shows.</param>
    /// <param name="now">The time: what policy holds through quiet hours waits for their end.</param>
    internal static Showing? Of(IncidentRecord record, ChannelPost? before, DateTimeOffset now)
    {
        var standing = Standing.Of(record);
        var held = before is null && record.Closure is null && record.Decision?.TellAt > now;
        return held || IsSilent(record) || IsUnderWay(record, standing.Kind) ? null : new(record, standing);
    }

    /// <summary>The digest of what is shown, given in parts.</summary>
    internal string Digest(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id}\n{string.Join('\n', parts)}")));

    // Policy wants nobody told.
    private static bool IsSilent(IncidentRecord record) =>
        record.Decision is { Mode: ResponseMode.Ignore } or { Suppressed: true } || record.Closure?.Outcome is "Ignored" or "Suppressed";

    // Before the decision nobody knows whether people are to be told at all; and an undo that has put back one step of two passes
    // through "partly done", which must not call anybody.
    private static bool IsUnderWay(IncidentRecord record, StandingKind kind) =>
        kind is StandingKind.Deciding
        || (kind is StandingKind.PartlyDone && record.Closure?.Outcome is "Contained" && record.Steps.Any(step => step.State is "Restored"));

    private string Progress(PlanStep step) => Record.Steps.FirstOrDefault(one => one.Number == step.Number) switch
    {
        null => "",
        { Verification.Length: > 0 } checkedStep => $": {Safe(checkedStep.State)}, check says {Safe(checkedStep.Verification)}",
        var begun => $": {Safe(begun.State)}",
    };

    private static string Safe(string text) => PlainText.Defanged(text, 200);
}
