using System.Collections.Immutable;
using System.Text.RegularExpressions;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>
/// Reads from a ledger what its entries say happened. Entries hold text from outside: only what the responder itself writes at the
/// beginning or the end of one is gone by.
/// </summary>
internal static partial class LedgerTimes
{
    /// <summary>A message that went out to people.</summary>
    internal static bool IsSent(LedgerEntry entry) => entry is { Kind: "Message", Actor: "responder" } && Sent().IsMatch(entry.Text);

    /// <summary>A change that was made to contain, not one that was refused or not answered.</summary>
    internal static bool IsChange(LedgerEntry entry) =>
        entry is { Stage: Stage.Remediate, Kind: "Effect" } && entry.Text.EndsWith(": done", StringComparison.Ordinal);

    /// <summary>The end of a response, not that of an undo.</summary>
    internal static bool IsClosing(LedgerEntry entry) => entry is { Stage: Stage.Close, Kind: "Outcome" }
        && !entry.Text.StartsWith("Undone:", StringComparison.Ordinal) && !entry.Text.StartsWith("PartlyUndone:", StringComparison.Ordinal);

    /// <summary>When every step had been seen to hold by checks after which none saw otherwise; null when none has, or one did.</summary>
    internal static DateTimeOffset? Contained(IncidentRecord record, DateTimeOffset since)
    {
        ImmutableHashSet<string> wanted = [.. (record.Decision?.Plan.Steps ?? []).Select(step => $"{step.Number}")];
        var held = ImmutableHashSet<string>.Empty;
        DateTimeOffset? contained = null;
        foreach (var entry in record.Ledger.Where(one => one is { Stage: Stage.Verify, Kind: "Verification" } && one.At >= since))
        {
            var check = Check().Match(entry.Text);
            held = check.Groups["word"].Value is "Confirmed" ? held.Add(check.Groups["step"].Value) : held.Remove(check.Groups["step"].Value);
            contained = wanted.IsEmpty || !wanted.IsSubsetOf(held) ? null : contained ?? entry.At;
        }

        return contained;
    }

    /// <summary>When the last step was put back, once all were.</summary>
    internal static DateTimeOffset? Undone(IncidentRecord record)
    {
        if (Standing.Of(record).Kind is not StandingKind.Undone)
            return null;
        return record.Ledger.LastOrDefault(entry => entry is { Stage: Stage.RollBack, Kind: "Outcome" } && entry.Text.StartsWith("Restored", StringComparison.Ordinal))?.At
            ?? record.Steps.Where(step => step.State is "Restored").Max(step => (DateTimeOffset?)step.At);
    }

    // "Question was sent to ada@example.com: …", "RolledBack 1 was sent to all: …"; one that failed says "was not sent".
    [GeneratedRegex(@"\A[A-Za-z]+(?: [^\s:]+)? was sent to ", RegexOptions.CultureInvariant)]
    private static partial Regex Sent();

    [GeneratedRegex(@"\ACheck [0-9]+ of step (?<step>[0-9]+): (?<word>[A-Za-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Check();
}
