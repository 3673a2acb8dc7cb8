using IncidentResponder.Core;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Sends notices and enters each in the ledger after it went out. A retried stage leaves out what the ledger has:
/// a notice may come twice when the function dies between the two, and is never lost.
/// </summary>
/// <param name="records">Where the ledger is.</param>
/// <param name="messenger">How people are reached.</param>
public sealed class Messages(IIncidentRecords records, IMessenger messenger)
{
    /// <summary>Sends a notice unless it was sent before.</summary>
    /// <param name="record">The incident.</param>
    /// <param name="stage">The stage that tells.</param>
    /// <param name="notice">The notice.</param>
    /// <param name="approver">The only person to get it; null for all.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task SendOnceAsync(IncidentRecord record, Stage stage, Notice notice, string? approver, TimeProvider clock, CancellationToken cancel)
    {
        var id = record.Incident.Id;
        var text = TextOf(record, notice, approver);
        if (record.Says(stage, "Message", text))
            return;

        await messenger.SendAsync(id, notice, approver, record.Incident.Finding.Severity.ToString(), cancel).ConfigureAwait(false);
        await records.AppendAsync(id, clock.GetUtcNow(), stage, "Message", "responder", text, cancel).ConfigureAwait(false);
    }

    /// <summary>The ledger says that a notice of this kind went to this person.</summary>
    public static bool Reached(IncidentRecord record, Stage stage, string kind, string person) => record.Ledger.Any(entry =>
        entry.Stage == stage && entry.Kind == "Message" && entry.Text.StartsWith(Sent(kind, person), StringComparison.OrdinalIgnoreCase));

    // An incident is undone more than once at most as often as it is asked for: the count tells those notices apart.
    private static string TextOf(IncidentRecord record, Notice notice, string? approver)
    {
        var turn = notice.Kind == NoticeKind.RolledBack
            ? $" {record.Ledger.Count(entry => entry is { Stage: Stage.RollBack, Kind: "Outcome" })}"
            : notice.Turn.Length > 0 ? $" {notice.Turn}" : "";
        return $"{Sent(notice.Kind + turn, approver)}{notice.Subject}";
    }

    private static string Sent(string kind, string? person) => $"{kind} was sent to {person ?? (kind == NoticeKind.SelfAlarm ? "the second channel" : "all")}: ";
}
