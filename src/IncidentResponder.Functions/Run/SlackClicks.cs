using IncidentResponder.Channels.Slack;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Page;
using IncidentResponder.Functions.Payloads;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Does what somebody pressed in Slack. Slack vouches for who it is, so no code is asked for; whether the person may is judged as on the
/// page. What comes of it is seen on the card; who is refused is told so alone.
/// </summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="room">The channels.</param>
/// <param name="answers">Takes answers.</param>
/// <param name="undos">Takes requests to undo.</param>
/// <param name="links">Makes personal links.</param>
/// <param name="roll">Who may answer by the policy as it is now.</param>
public sealed class SlackClicks(IIncidentRecords records, ChannelRoom room, AnswerDesk answers, UndoDesk undos, PersonalLinks links, ApproverRoll roll)
{
    /// <summary>Does it. Repeated, it changes nothing more.</summary>
    public async Task DoAsync(IncidentId id, SlackPress press, CancellationToken cancel)
    {
        if (await room.SlackRoomAsync(cancel).ConfigureAwait(false) is not var (channel, who))
            return;

        var said = await who.WhoIsAsync(press.User, cancel).ConfigureAwait(false) switch
        {
            SlackIdentity.Somebody person => await AnswerAsync(id, press, person.Address, cancel).ConfigureAwait(false),
            SlackIdentity.Nobody nobody => $"Nothing was done. {SlackText.Code(nobody.Why, 300)}",
            SlackIdentity.Unknown unknown => $"Nothing was done, because it can't be told who you are: {SlackText.Code(unknown.Why, 300)} Use the link in your mail.",
            var other => throw new InvalidOperationException($"Slack identity '{other}' is not known here; add it."),
        };
        if (said.Length > 0)
            await channel.TellOneAsync(press.Channel, press.User, said, cancel).ConfigureAwait(false);
    }

    // What to tell the person alone; empty where the card says it.
    private async Task<string> AnswerAsync(IncidentId id, SlackPress press, string person, CancellationToken cancel)
    {
        if (await records.ReadAsync(id, cancel).ConfigureAwait(false) is not { } record)
            return $"Nothing was done: incident {id} is not known here any more.";

        var purpose = press.Action is nameof(SlackAction.Undo) ? LinkPurpose.Undo : LinkPurpose.Approve;
        ApprovalVisit visit = new(record, ClaimsOf(record, press, person, purpose), press.At, roll) { Channel = "slack", Vouched = true };
        return press.Action switch
        {
            nameof(SlackAction.Approve) => Say(await answers.TakeAsync(visit, new(true, null, null), cancel).ConfigureAwait(false)),
            nameof(SlackAction.Deny) => Say(await answers.TakeAsync(visit, new(false, null, null), cancel).ConfigureAwait(false)),
            nameof(SlackAction.Withdraw) => Say(await answers.WithdrawAsync(visit, null, cancel).ConfigureAwait(false)),
            nameof(SlackAction.Undo) when press.At >= record.Closure?.At + LinkTerm.UndoWindow =>
                $"Nothing was done: a containment is undone here within {UtcText.Span(LinkTerm.UndoWindow)}. Use `ir undo {id}`.",
            nameof(SlackAction.Undo) => Say(await undos.TakeAsync(visit, null, cancel).ConfigureAwait(false)),
            _ => await LinkAsync(visit, press, cancel).ConfigureAwait(false),
        };
    }

    private async Task<string> LinkAsync(ApprovalVisit visit, SlackPress press, CancellationToken cancel)
    {
        if (Approvers.Refusal(visit) is { } refusal)
            return $"The page is for those who may answer. {SlackText.Code($"{refusal.Why} {Told.WhoMay(refusal.WhoMay)}", 500)}";

        var term = visit.Record.Approval is { } question ? LinkTerm.ToAnswer(question) : LinkTerm.ToUndo(press.At);
        var address = await links.AddressAsync(visit.Record, visit.Person, term, cancel).ConfigureAwait(false);
        return $"{SlackText.Link(new(address), "Your personal page of this incident")}. It is for you only. Nothing happens by opening it.";
    }

    private static LinkClaims ClaimsOf(IncidentRecord record, SlackPress press, string person, LinkPurpose purpose) => new()
    {
        Purpose = purpose,
        Approver = person,
        LinkId = $"slack-{press.User}",
        Incident = record.Incident.Id,
        PlanDigest = press.PlanDigest,
        IssuedAt = press.At,
        NotBefore = press.At,
        ExpiresAt = press.At,
    };

    private static string Say(AnswerResult result) => result switch
    {
        AnswerResult.Stands { Reply: not WorkflowReply.Unreachable } or AnswerResult.Counted => "",
        _ => Words(Told.Of(result)),
    };

    private static string Say(UndoResult result) => result is UndoResult.Started ? "" : Words(Told.Of(result));

    private static string Words(Told told) => told is { Message: { Head: var head, Text: var text } } ? SlackText.Code($"{head} {text}", 800) : "";
}
