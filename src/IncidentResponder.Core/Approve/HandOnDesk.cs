using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>
/// Lets an approver hand the question on to another whom the policy names. The other answers in the first one's place: the number of
/// those who may answer stays as it was, and so does the quorum.
/// </summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="codes">Checks the codes.</param>
public sealed class HandOnDesk(IIncidentRecords records, CodeDesk codes)
{
    private const int MostTurns = 5;

    /// <summary>Takes one request. Whoever watches the record asks the other person.</summary>
    /// <param name="visit">Who hands on.</param>
    /// <param name="to">The other person's address, as typed.</param>
    /// <param name="code">The one-time code as typed.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<HandOnResult> TakeAsync(ApprovalVisit visit, string? to, string? code, CancellationToken cancel)
    {
        if (Refusal(visit, to) is { } refusal)
            return refusal;
        if (await codes.UseAsync(visit, code, cancel).ConfigureAwait(false) is var check and not CodeCheck.Right)
            return new HandOnResult.CodeRefused(check);

        var other = visit.Roll.People.MainAddress(to!);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var now = visit with { Record = await records.ReadAsync(visit.Id, cancel).ConfigureAwait(false) ?? visit.Record };
            if (Refusal(now, other) is { } since)
                return since;

            var (from, question) = (now.Person, now.Record.Approval!);
            var changed = question with
            {
                Approvers = [.. question.Approvers.Where(one => !one.Equals(from, StringComparison.OrdinalIgnoreCase)), other],
                HandedOn = question.HandedOn.SetItem(from, other),
                Revision = question.Revision + 1,
            };
            if (!await records.ChangeQuestionAsync(visit.Id, changed, cancel).ConfigureAwait(false))
                continue;

            await records.AppendAsync(visit.Id, visit.Now, Stage.Approve, "HandedOn", from, $"{from} handed the question on to {other}.", cancel).ConfigureAwait(false);
            return new HandOnResult.HandedOn(other);
        }

        return new HandOnResult.NotTo("Others changed the question at the same moment. Open this page again and try once more.");
    }

    private static HandOnResult? Refusal(ApprovalVisit visit, string? to)
    {
        if (ApprovalRules.Judge(visit) is var verdict and not ApprovalVerdict.Accept)
            return new HandOnResult.Refused(verdict);
        if (visit.Claims.Purpose is not LinkPurpose.Approve || visit.Record.Approval is not { } question)
            return new HandOnResult.Refused(new ApprovalVerdict.NotAsked());
        if (string.IsNullOrWhiteSpace(to))
            return new HandOnResult.NotTo("Name the person by e-mail address.");

        var other = visit.Roll.People.MainAddress(to.Trim());
        return visit switch
        {
            _ when visit.Record.Tally.HasVoteOf(visit.Person) => new HandOnResult.NotTo("You have approved already. Take your approval back first, or leave it as it is."),
            _ when visit.Roll.Refusal(other) is { } why => new HandOnResult.NotTo(why),
            _ when Approvers.IsSubject(visit.Record.Incident.Finding.Principal, other, visit.Roll.People) => new HandOnResult.NotTo($"The finding is about {other}, who can't answer for it."),
            _ when question.Approvers.Contains(other, StringComparer.OrdinalIgnoreCase) => new HandOnResult.NotTo($"{other} is asked already."),
            _ when question.HandedOn.ContainsKey(other) => new HandOnResult.NotTo($"{other} has handed the question on, and is not asked again."),
            _ => null,
        };
    }
}
