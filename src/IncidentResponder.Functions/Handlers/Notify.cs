using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Tells people that a case is open, how it ended, or that it was undone, and asks when a lease has ended.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="messages">Sends each notice once.</param>
/// <param name="links">Makes the personal links by which an outcome can be undone.</param>
/// <param name="findingCase">The finding's case status.</param>
/// <param name="log">The function's log.</param>
public sealed class Notify(IIncidentRecords records, Messages messages, PersonalLinks links, IFindingCase findingCase, StageLog log)
{
    /// <summary>Tells people.</summary>
    public async Task<OutcomeReply> RunAsync(NotifyTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        if (task.Kind is NoticeKind.LeaseEnded)
            return await new LeaseQuestion(messages, links).RunAsync(record, task.Lease, clock, cancel).ConfigureAwait(false);

        await (task.Kind switch
        {
            NoticeKind.Opened or NoticeKind.Outcome when record.Incident.Playbook == Playbooks.Digest => DigestAsync(record, task, clock, cancel),
            NoticeKind.Opened => OpenedAsync(record, clock, cancel),
            NoticeKind.Outcome => OutcomeAsync(record, task, clock, cancel),
            NoticeKind.RolledBack => messages.SendOnceAsync(record, Stage.Notify, Notices.RolledBack(record), null, clock, cancel),
            _ => throw new ArgumentException($"Notify does not know the kind '{task.Kind}'; use Opened, Outcome, RolledBack or LeaseEnded."),
        }).ConfigureAwait(false);

        log.Write(Stage.Notify, record.Incident.Id, task.Kind);
        return new() { Outcome = task.Kind };
    }

    private async Task OpenedAsync(IncidentRecord record, TimeProvider clock, CancellationToken cancel)
    {
        await messages.SendOnceAsync(record, Stage.Notify, Notices.Opened(record), null, clock, cancel).ConfigureAwait(false);
        if (record.Decision?.OwnPart is { } part)
            await messages.SendOnceAsync(record, Stage.Notify, Notices.SelfAlarm(record, part), null, clock, cancel).ConfigureAwait(false);
        if (record.Ledger.Any(entry => entry is { Stage: Stage.Notify, Kind: "Effect" }))
            return;

        var note = $"Incident {record.Incident.Id}: {record.Decision?.Mode ?? ResponseMode.NotifyOnly}, people were told.";
        var update = await findingCase.NotifiedAsync(record.Incident.Finding, note, cancel).ConfigureAwait(false);
        var text = update is CaseUpdate.Gap gap ? gap.Why : "Security Hub's workflow status of the finding was set to NOTIFIED.";
        await records.AppendAsync(record.Incident.Id, clock.GetUtcNow(), Stage.Notify, "Effect", "responder", text, cancel).ConfigureAwait(false);
    }

    private async Task DigestAsync(IncidentRecord record, NotifyTask task, TimeProvider clock, CancellationToken cancel)
    {
        if (task.Kind is NoticeKind.Opened)
        {
            await messages.SendOnceAsync(record, Stage.Notify, DigestNotices.Begun(record), null, clock, cancel).ConfigureAwait(false);
            return;
        }

        // Closed first: what comes from now on goes into the next digest, and what came before is read here.
        var closed = await CloseAsync(record, task, clock, cancel).ConfigureAwait(false);
        var lines = await records.ReadDigestAsync(record.Incident.Id, cancel).ConfigureAwait(false);
        await messages.SendOnceAsync(closed, Stage.Notify, DigestNotices.Ended(closed, lines), null, clock, cancel).ConfigureAwait(false);
    }

    private async Task<IncidentRecord> CloseAsync(IncidentRecord record, NotifyTask task, TimeProvider clock, CancellationToken cancel)
    {
        if (record.Closure is not null)
            return record;

        var closed = record with { Closure = Closing.Report(record, task.Outcome, $"{task.Stage} ended with {task.Error}", clock.GetUtcNow()) };
        await records.KeepClosureAsync(record.Incident.Id, closed.Closure, cancel).ConfigureAwait(false);
        return closed;
    }

    // Whoever was asked has a link already, which leads to the undo as well; the others get one here.
    // Closed before it is told, because what is told is worked out from the record; Close itself comes after and finds it done.
    private async Task OutcomeAsync(IncidentRecord record, NotifyTask task, TimeProvider clock, CancellationToken cancel)
    {
        var closed = await CloseAsync(record, task, clock, cancel).ConfigureAwait(false);
        await messages.SendOnceAsync(closed, Stage.Notify, Notices.Outcome(closed, null), null, clock, cancel).ConfigureAwait(false);
        foreach (var approver in Closing.MayUndo(closed).Where(one => !Messages.Reached(closed, Stage.Approve, NoticeKind.Question, one)))
        {
            var address = await links.AddressAsync(closed, approver, LinkTerm.ToUndo(clock.GetUtcNow()), cancel).ConfigureAwait(false);
            await messages.SendOnceAsync(closed, Stage.Notify, Notices.Outcome(closed, address), approver, clock, cancel).ConfigureAwait(false);
        }
    }
}
