using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Works out how an incident ended, from the state machine's word and from what is recorded.</summary>
internal static class Closing
{
    /// <summary>The report. "Contained" takes both: the state machine's Confirmed, and a record in which every step was seen to hold.</summary>
    internal static ClosureReport Report(IncidentRecord record, string outcome, string failure, DateTimeOffset at)
    {
        var word = Word(record, outcome);
        var summary = word is "Failed" ? $"{failure}." : Standing.Of(record).Sentence;
        return new() { Outcome = word, Summary = summary, At = at, Lease = LeaseRules.First(record, at) };
    }

    /// <summary>Who is offered the undo: the approvers, less whoever the finding is about, where something was changed.</summary>
    internal static ImmutableArray<string> MayUndo(IncidentRecord record) =>
        record is { Decision: { } decision, HasChanges: true }
            ? decision.Approvers
            : [];

    /// <summary>The report after a roll-back. What it found stands where nothing was put back.</summary>
    internal static ClosureReport ReportUndo(IncidentRecord record, string failure, DateTimeOffset at)
    {
        var standing = Standing.Of(record);
        var word = standing.Kind is StandingKind.Undone ? "Undone" : record.Steps.Any(step => step.State is "Restored") ? "PartlyUndone" : null;
        return word is null
            ? record.Closure ?? Report(record, "Failed", failure, at)
            : new() { Outcome = word, Summary = standing.Sentence, At = at, Lease = word is "Undone" ? null : record.Closure?.Lease };
    }

    private static string Word(IncidentRecord record, string outcome) => outcome switch
    {
        "Confirmed" => Standing.Of(record).Kind is StandingKind.Contained ? "Contained" : "NotContained",
        "StillOpen" or "Drifted" => "NotContained",
        "Denied" or "Expired" or "NotifiedOnly" or "Ignored" or "Refused" => outcome,
        _ => "Failed",
    };
}
