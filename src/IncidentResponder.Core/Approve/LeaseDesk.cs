using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Takes requests to keep a containment: whoever may undo it may. One lease number is given once, however many ask for it.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="codes">Checks the codes.</param>
/// <param name="workflow">What asks again when the new lease has ended.</param>
public sealed class LeaseDesk(IIncidentRecords records, CodeDesk codes, IWorkflow workflow)
{
    /// <summary>Takes one request.</summary>
    public async Task<LeaseResult> TakeAsync(ApprovalVisit visit, string? typedCode, CancellationToken cancel)
    {
        var verdict = UndoRules.Judge(visit);
        if (verdict is not UndoVerdict.Offer || visit.Claims.Purpose is not LinkPurpose.Undo)
            return new LeaseResult.Refused(verdict is UndoVerdict.Offer ? new UndoVerdict.NothingToUndo() : verdict);
        if (LeaseRules.Next(visit.Record, visit.Now) is not { } lease || visit.Record.Closure is not { } closure)
            return new LeaseResult.NoLease();
        if (await codes.UseAsync(visit, typedCode, cancel).ConfigureAwait(false) is var check and not CodeCheck.Right)
            return new LeaseResult.CodeRefused(check);

        // As with an undo: what was started and not noted is repeated without harm.
        if (await workflow.StartLeaseAsync(visit.Id, lease, cancel).ConfigureAwait(false) is WorkflowReply.Unreachable)
            return new LeaseResult.Unreachable();
        if (await records.MarkOnceAsync(visit.Id, $"lease/{lease.Number}", cancel).ConfigureAwait(false))
            await records.AppendAsync(
                visit.Id, visit.Now, Stage.Close, "Answer", visit.Person, $"Keeps the containment until {UtcText.Of(lease.Until)}, lease {lease.Number}.", cancel).ConfigureAwait(false);

        // Last and always: a request that was cut short before it is made good by the next.
        await records.KeepClosureAsync(visit.Id, closure with { Lease = lease }, cancel).ConfigureAwait(false);
        return new LeaseResult.Kept(lease.Until);
    }
}
