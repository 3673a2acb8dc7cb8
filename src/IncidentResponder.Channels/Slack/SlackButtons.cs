using System.Collections.Immutable;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.Slack;

/// <summary>Which buttons a card has. Each that changes something says before what it does and how that is undone.</summary>
internal static class SlackButtons
{
    /// <summary>The buttons.</summary>
    internal static ImmutableArray<SlackButton> Of(IncidentRecord record, SlackStatus status)
    {
        var buttons = ImmutableArray.CreateBuilder<SlackButton>();
        if (status.Question is { } question)
        {
            buttons.Add(Approve(record, question.Quorum));
            buttons.Add(Deny(record));
            if (question.Quorum > 1 && !record.Votes.IsEmpty)
                buttons.Add(Withdraw());
        }

        if (status.UndoUntil is not null)
            buttons.Add(Undo(record));

        // Whoever may answer or undo gets a link to the page; before either there is nobody to get one.
        if (record.Approval is not null || record.HasChanges)
            buttons.Add(new(SlackAction.Details, "Details", "", null));
        return buttons.ToImmutable();
    }

    private static SlackButton Approve(IncidentRecord record, int quorum)
    {
        var (asked, lead) = (Notices.Asked(record), SlackPlan.LeadOf(record));
        var after = quorum > 1 ? $" Runs when {quorum} people have approved." : "";
        var breaks = $"May break: {SlackText.Plain(lead?.MayBreak, 140)} To undo: ";
        return new(
            SlackAction.Approve,
            SlackText.Plain(asked, SlackLimits.Button),
            "primary",
            new(
                $"{SlackText.Plain(asked, SlackLimits.ConfirmTitle - 1)}?",
                breaks + SlackText.Plain(lead?.HowToUndo, SlackLimits.ConfirmText - breaks.Length - after.Length) + after,
                $"{SlackText.Plain(lead?.Title.Split(' ')[0], SlackLimits.ConfirmButton - 4)} now"));
    }

    private static SlackButton Deny(IncidentRecord record) => new(
        SlackAction.Deny,
        "Deny, change nothing",
        "danger",
        new(
            "Deny for everybody?",
            $"Nothing is changed about {SlackText.Plain(record.Incident.Target.Id, 80)}, and the question is over for all approvers. A denial can't be taken back: contain by hand if you think otherwise later.",
            "Deny"));

    private static SlackButton Withdraw() => new(
        SlackAction.Withdraw,
        "Withdraw my approval",
        "",
        new(
            "Withdraw your approval?",
            "Your approval doesn't count any more; others' still do. While the question is open you can approve again.",
            "Withdraw"));

    private static SlackButton Undo(IncidentRecord record) => new(
        SlackAction.Undo,
        "Undo the containment",
        "danger",
        new(
            "Undo the containment?",
            $"{SlackText.Plain(record.Incident.Target.Id, 80)} becomes as it was before the plan ran, and so open to whoever attacks it. If others have changed it since, the undo stops. To contain it again, act by hand.",
            "Undo now"));
}
