using System.Security.Cryptography;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Sends one-time codes to those who may use them, and checks them.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="messenger">How people are reached.</param>
public sealed class CodeDesk(IIncidentRecords records, IMessenger messenger)
{
    /// <summary>How many codes one approver is sent within <see cref="Codes.Lifetime"/>.</summary>
    public const int MostCodes = 3;

    /// <summary>Sends a code for what the link is for, unless the rules or the rate forbid it.</summary>
    public async Task<CodeResult> SendAsync(ApprovalVisit visit, CancellationToken cancel)
    {
        if (Refusal(visit) is { } refusal)
            return refusal;
        if (!await TakeTurnAsync(visit, cancel).ConfigureAwait(false))
            return new CodeResult.TooMany(MostCodes);
        var (code, purpose) = (Codes.Draw(), PurposeOf(visit));
        var kept = Codes.ToKeep(Codes.Hash(visit.Id, visit.Claims.Approver, purpose, code), visit.Now);
        await records.KeepCodeAsync(visit.Id, visit.Claims.Approver, purpose, kept, cancel).ConfigureAwait(false);
        return await DeliverAsync(visit, code, kept.ExpiresAt, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Uses a code up; who is vouched for needs none. A text that is no code at all counts as no try, so that a robot's filler kills nothing.
    /// </summary>
    public async Task<CodeCheck> UseAsync(ApprovalVisit visit, string? typed, CancellationToken cancel)
    {
        if (visit.Vouched)
            return CodeCheck.Right;
        if (Codes.Read(typed) is not { } code)
            return CodeCheck.NotACode;
        var (approver, purpose) = (visit.Claims.Approver, PurposeOf(visit));
        var hash = Codes.Hash(visit.Id, approver, purpose, code);
        return await records.UseCodeAsync(visit.Id, approver, purpose, hash, visit.Now, cancel).ConfigureAwait(false)
            ? CodeCheck.Right
            : CodeCheck.Wrong;
    }

    private static string PurposeOf(ApprovalVisit visit) =>
        visit.Claims.Purpose is LinkPurpose.Undo ? Codes.ToUndo : Codes.ToDecide;

    private static CodeResult? Refusal(ApprovalVisit visit) =>
        visit.Claims.Purpose is LinkPurpose.Undo
            ? UndoRules.Judge(visit) is var undo and not UndoVerdict.Offer ? new CodeResult.MayNotUndo(undo) : null
            : ApprovalRules.Judge(visit) is var answer and not ApprovalVerdict.Accept ? new CodeResult.MayNotAnswer(answer) : null;

    // Three leases as long as a code lives: whoever finds all three taken has had three codes within that time.
    private async Task<bool> TakeTurnAsync(ApprovalVisit visit, CancellationToken cancel)
    {
        var holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        for (var turn = 1; turn <= MostCodes; turn++)
            if (await records.TakeLeaseAsync(visit.Id, $"code/{visit.Claims.Approver}/{turn}", holder, visit.Now, Codes.Lifetime, cancel).ConfigureAwait(false) is not null)
                return true;
        return false;
    }

    private async Task<CodeResult> DeliverAsync(ApprovalVisit visit, string code, DateTimeOffset expiresAt, CancellationToken cancel)
    {
        var approver = visit.Claims.Approver;
        var stage = visit.Claims.Purpose is LinkPurpose.Undo ? Stage.RollBack : Stage.Approve;
        try
        {
            var notice = Notices.Code(visit, code, expiresAt);
            await messenger.SendAsync(visit.Id, notice, approver, visit.Record.Incident.Finding.Severity.ToString(), cancel).ConfigureAwait(false);
            await records.AppendAsync(visit.Id, visit.Now, stage, "Message", approver, $"Asked for a one-time code; it was sent to {approver}.", cancel).ConfigureAwait(false);
            return new CodeResult.Sent(expiresAt);
        }
        catch (NoticeNotSentException fault)
        {
            await records.AppendAsync(visit.Id, visit.Now, stage, "Message", approver, $"Asked for a one-time code; it could not be sent: {fault.Message}", cancel).ConfigureAwait(false);
            return new CodeResult.NotSent(fault.Message);
        }
    }
}
