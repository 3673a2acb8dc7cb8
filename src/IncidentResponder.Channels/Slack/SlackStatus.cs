using System.Collections.Immutable;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Channels.Slack;

/// <summary>How an incident stands, in a word and in lines of mrkdwn: who decided what and when, what is so now and what is asked.</summary>
/// <param name="record">The incident.</param>
/// <param name="people">Who is known in Slack.</param>
/// <param name="now">The time.</param>
internal sealed class SlackStatus(IncidentRecord record, People people, DateTimeOffset now)
{
    private const int MostPeople = 10;

    /// <summary>The digest of the plan that is shown; empty where there is none that could be approved.</summary>
    internal string PlanDigest { get; } = SlackPlan.DigestOf(record);

    /// <summary>Where it stands.</summary>
    internal StandingKind Kind { get; } = Standing.Of(record).Kind;

    /// <summary>An undo that was asked for and has not ended; null when there is none.</summary>
    internal UndoVerdict.Running? Undoing => Kind is StandingKind.Undone ? null : UndoRules.Running(record, now);

    /// <summary>The question that can be answered now; null when there is none.</summary>
    internal ApprovalRequest? Question =>
        record is { Approval: { } question, Answer: null, Steps.IsEmpty: true, Closure: null } && now < question.Deadline && PlanDigest == question.PlanDigest ? question : null;

    /// <summary>Until when the containment can be undone here; null when it can't be, or not now.</summary>
    internal DateTimeOffset? UndoUntil =>
        record.Closure is { } closure && !UndoRules.InEffect(record).IsEmpty && now < closure.At + LinkTerm.UndoWindow && UndoRules.Running(record, now) is null ? closure.At + LinkTerm.UndoWindow : null;

    /// <summary>A few words for headings.</summary>
    internal string Word => (Kind, Undoing) switch
    {
        (StandingKind.ToldOnly, _) when record.Incident.Playbook == Playbooks.Digest => record.Closure is null ? "Flood begun" : "Flood digest",
        (_, not null) => "Undo running",
        (StandingKind.Deciding, _) => "Being decided",
        (StandingKind.ToldOnly, _) => "For your attention",
        (StandingKind.Asking, _) => record.Votes.IsEmpty ? "Approve?" : "Awaiting a further approval",
        (StandingKind.Denied, _) => "Denied",
        (StandingKind.Expired, _) => "Expired, nothing done",
        (StandingKind.Running, _) => record.Answer?.Outcome is ApprovalOutcome.Granted ? "Approved, running" : "Running",
        (StandingKind.Checking, _) => "Being verified",
        (StandingKind.Contained, _) => "Verified contained",
        (StandingKind.NotContained, _) => "NOT contained",
        (StandingKind.PartlyDone, _) => "Partly done",
        (StandingKind.Refused, _) => "Refused, nothing done",
        (StandingKind.Undone, _) => "Undone",
        (StandingKind.UndoStopped, _) => "NOT undone",
        _ => "Response FAILED",
    };

    /// <summary>The lines of mrkdwn.</summary>
    internal ImmutableArray<string> Lines => Kind switch
    {
        StandingKind.ToldOnly when record.Incident.Playbook == Playbooks.Digest => Flood,
        StandingKind.Asking when record.Approval is { } question => Asking(question),
        _ => [.. Answered, Now, .. UndoLines],
    };

    private ImmutableArray<string> Flood => record.Closure is null
        ?
        [
            "More findings are coming than the policy lets be told one by one. Those that came first, and critical ones, have their own messages. The rest are kept, and *nothing is done about them*.",
            $"One message names them at {SlackText.Date(FloodDigest.EndOf(record.Incident))}. A flood may hide an attack: look at GuardDuty and Security Hub now.",
        ]
        : ["*The flood's findings were gathered and nothing was done about them.* The mail about it and digest.json, which is with the incident's evidence, name them all."];

    private string Now => Kind switch
    {
        StandingKind.Deciding => "It is being decided what to do.",
        StandingKind.ToldOnly => "*Nothing was or will be changed*: policy says to tell people only.",
        StandingKind.Asking => "*Nothing was changed yet.* Approvers are being asked.",
        StandingKind.Denied => "*Nothing was changed.*",
        StandingKind.Expired => "*Nothing was changed.* Look at the resource yourself.",
        StandingKind.Running => "*The plan is running.*",
        StandingKind.Checking => "The plan has run. *Its effect is being verified.*",
        StandingKind.Contained => "*Verified contained*: a check has seen that it holds.",
        StandingKind.NotContained => "The plan has run, and a check shows that the resource is *NOT contained*. Act by hand now.",
        StandingKind.PartlyDone => "*Part of the plan is in effect.* The steps say what is and what is not.",
        StandingKind.Refused => "*The plan refused to run and nothing was changed.* The steps say why.",
        StandingKind.Undone => "*The containment was undone*: what the steps changed is as it was before.",
        StandingKind.UndoStopped => "*The undo stopped*, because the resource was changed after the containment. Compare and put it back by hand.",
        _ => "*The response failed.* Look at the resource yourself.",
    };

    private IEnumerable<string> Answered => record.Answer switch
    {
        null when Kind is StandingKind.Running or StandingKind.Checking or StandingKind.Contained => ["*Nobody is asked*: policy says to contain at once."],
        null => [],
        { Outcome: ApprovalOutcome.Granted } answer => [$"*Approved* by {Named(answer.By)} at {SlackText.Date(answer.At)}."],
        { Outcome: ApprovalOutcome.Denied } answer => [$"*Denied* by {Named(answer.By)} at {SlackText.Date(answer.At)}."],
        { } answer => [$"*{(record.Votes.IsEmpty ? "Nobody answered" : $"Only {record.Votes.Length} of {record.Tally.Quorum} approved")}* by {SlackText.Date(answer.At)}{(record.Decision?.ContainOnExpiry is true ? ", and policy says to contain then" : "")}."],
    };

    private IEnumerable<string> UndoLines
    {
        get
        {
            if (Undoing is { } running)
                yield return $"*Undo asked* by {Named(running.By)} at {SlackText.Date(running.At)}, running.";
            else if (Kind is StandingKind.Undone or StandingKind.UndoStopped && LastUndo is { } asked)
                yield return $"*Undo asked* by {Named(asked.Actor)} at {SlackText.Date(asked.At)}.";
            if (UndoUntil is { } until)
                yield return $"*Undo* is offered here until {SlackText.Date(until)}.";
            if (UndoUntil is not null && record.Closure?.Lease is { } lease)
                yield return $"Whether to keep it is asked at {SlackText.Date(lease.Until)}.";
        }
    }

    private LedgerEntry? LastUndo => record.Ledger.LastOrDefault(entry => entry is { Stage: Stage.RollBack, Kind: "Answer" });

    private ImmutableArray<string> Asking(ApprovalRequest question)
    {
        var left = question.Quorum - record.Votes.Length;
        return
        [
            "*Nothing was changed yet*: the responder asks first.",
            .. record.Votes.IsEmpty ? [] : new[] { $"*Awaiting {left} more of {question.Quorum}*: approved by {string.Join(", ", record.Votes.Take(MostPeople).Select(vote => $"{Named(vote.By)} at {SlackText.Date(vote.At)}"))}." },
            Question is null && now < question.Deadline
                ? "*The plan was changed since it was asked about*: answers don't count any more. Whoever may answer is asked again."
                : $"*Answer until* {SlackText.Date(question.Deadline)}. If nobody does, {(record.Decision?.ContainOnExpiry is true ? "policy says that the plan runs" : "nothing is changed")}.",
            $"*Who may answer:* {Listed(question)}. {(question.Quorum > 1 ? $"{question.Quorum} different people must approve; a denial by one ends it." : "A yes or no by one person decides.")}",
        ];
    }

    private string Listed(ApprovalRequest question) =>
        string.Join(", ", question.Approvers.Take(MostPeople).Select(one => SlackText.Person(people, one)))
        + (question.Approvers.Length > MostPeople ? $" and {question.Approvers.Length - MostPeople} more, whom the mail names" : "");

    // Several people's approvals are kept as "a and b".
    private string Named(string by) => string.Join(" and ", by.Split(" and ").Take(MostPeople).Select(one => SlackText.Person(people, one)));
}
