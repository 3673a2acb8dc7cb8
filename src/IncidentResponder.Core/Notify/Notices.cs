using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Notify;

/// <summary>Writes the messages to people. The same record gives the same bytes.</summary>
public static class Notices
{
    /// <summary>An incident was opened, with what happens next.</summary>
    public static Notice Opened(IncidentRecord record) => new()
    {
        Kind = NoticeKind.Opened,
        Subject = Subject.Of(record.Incident, record.Incident.Continues is null ? "Opened:" : "Again:", $"{record.Incident.Finding.Type} on {record.Incident.Target.Id}"),
        Body = WithDecision(
            new NoticeText().Facts(record).Head("What happens now").Say(NextAfter(record.Decision)),
            record).Known(record).Done(),
    };

    /// <summary>The responder itself may be attacked. It goes to people whom the usual notices need not reach.</summary>
    /// <param name="record">The incident.</param>
    /// <param name="part">The part of the responder that the finding is about.</param>
    public static Notice SelfAlarm(IncidentRecord record, string part) => new()
    {
        Kind = NoticeKind.SelfAlarm,
        Subject = Subject.Of(record.Incident, "RESPONDER ITSELF:", $"{record.Incident.Finding.Type} on {part}"),
        Body = new NoticeText()
            .Say($"A finding is about the incident responder itself: {PlainText.Defanged(part, 200)}.")
            .Say("The responder changes nothing about it, and can't be relied on until somebody has looked: its notices, its records and its decisions may be the attacker's.")
            .Say("")
            .Say("Look at the part, and at what CloudTrail shows was done with it, from outside the responder. To stop it, disable its EventBridge rules.")
            .Say("")
            .Facts(record)
            .Done(),
    };

    /// <summary>The question to one approver, with the personal link.</summary>
    /// <param name="record">The incident, its decision made.</param>
    /// <param name="question">What is asked and until when.</param>
    /// <param name="approver">Who is asked.</param>
    /// <param name="address">The personal link.</param>
    /// <param name="reminder">Which reminder it is, from 1; 0 for the question itself.</param>
    public static Notice Question(IncidentRecord record, ApprovalRequest question, string approver, string address, int reminder = 0)
    {
        var text = new NoticeText()
            .Say($"{(reminder > 0 ? "Nobody has decided yet. " : "")}You are asked to approve or deny, until {UtcText.Of(question.Deadline)}:")
            .Say("")
            .Say(PlainText.Defanged(Asked(record), 200))
            .Say("")
            .Say($"Read the plan and answer here (this link is for {approver} only, do not forward it):")
            .Say(address)
            .Say("")
            .Say(question.Quorum > 1 ? $"{question.Quorum} different people must approve; a denial by one ends it." : "A yes or no by one person decides.")
            .Say("Nothing happens by opening this link. An answer needs a one-time code that the page sends you on request.")
            .Say(record.Decision?.ContainOnExpiry is true
                ? "If nobody answers in time, policy says that the plan runs."
                : "If nobody answers in time, nothing is changed.")
            .Say("")
            .Facts(record);
        return new()
        {
            Kind = NoticeKind.Question,
            Turn = reminder > 0 ? $"reminder {reminder}" : "",
            Subject = Subject.Of(record.Incident, reminder > 0 ? "Still open: approve?" : "Approve?", Briefly(record)),
            Body = WithDecision(text, record).Known(record).Done(),
        };
    }

    /// <summary>A one-time code to the person at the page.</summary>
    public static Notice Code(ApprovalVisit visit, string code, DateTimeOffset expiresAt)
    {
        var undo = visit.Claims.Purpose is LinkPurpose.Undo;
        var doing = undo ? "undo the containment" : "approve or deny";
        return new()
        {
            Kind = NoticeKind.Code,
            Subject = Subject.Of(visit.Record.Incident, undo ? "Code to undo:" : "Code to answer:", Briefly(visit.Record)),
            Body = new NoticeText()
                .Say($"Your one-time code is {Codes.Spaced(code)}")
                .Say("")
                .Say($"Paste it into the page to {doing}. It works once, until {UtcText.Of(expiresAt)}.")
                .Say("If you did not ask for it, do nothing and tell your security team: somebody has opened your personal link.")
                .Say("Nobody will ever ask you for this code.")
                .Say("")
                .Facts(visit.Record)
                .Done(),
        };
    }

    /// <summary>How it ended.</summary>
    /// <param name="record">The incident.</param>
    /// <param name="undoAddress">The personal link by which an approver who wasn't asked can undo; null for the message to all.</param>
    public static Notice Outcome(IncidentRecord record, string? undoAddress)
    {
        var standing = Standing.Of(record);
        var text = new NoticeText().Say(PlainText.Of(standing.Sentence, 500)).Say("");
        if (undoAddress is not null)
            text.Say("To see all of it, or to undo it, open your personal link. Nothing happens by opening it.").Say(undoAddress).Say("");
        else if (record.Approval is { } question)
            text.Say($"Who was asked sees all of it{(record.HasChanges ? ", and can undo it," : "")} by the link in the question, until {UtcText.Of(LinkTerm.ToAnswer(question).Until)}.").Say("");
        if (record.Closure?.Lease is { } lease)
            text.Say($"It stands until it is undone. At {UtcText.Of(lease.Until)} those who may undo it are asked whether to keep it.").Say("");
        return new()
        {
            Kind = NoticeKind.Outcome,
            Subject = Subject.Of(record.Incident, $"{Word(standing.Kind)}:", Briefly(record)),
            Body = text.Facts(record).Steps(record).Evidence(record).Known(record).Done(),
        };
    }

    /// <summary>A containment's lease has ended: the question to one approver, with the personal link.</summary>
    /// <param name="record">The incident.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="question">Which question about it this is, from 1.</param>
    /// <param name="address">The personal link.</param>
    public static Notice LeaseEnded(IncidentRecord record, ContainmentLease lease, int question, string address) => new()
    {
        Kind = NoticeKind.LeaseEnded,
        Turn = $"{lease.Number}.{question}",
        Subject = Subject.Of(record.Incident, "Keep it?", Briefly(record)),
        Body = new NoticeText()
            .Say($"The containment was to stand until {UtcText.Of(lease.Until)}. It still stands, and goes on until somebody undoes it: is it needed any longer?")
            .Say("")
            .Say("Keep it for another while, or undo it, by your personal link. Nothing happens by opening it.")
            .Say(address)
            .Say("")
            .Say(question < LeaseRules.MostQuestions
                ? "You are asked again tomorrow unless somebody answers."
                : "This is the last time that you are asked. The containment stands until it is undone.")
            .Say("")
            .Facts(record)
            .Steps(record)
            .Done(),
    };

    /// <summary>What became of an undo.</summary>
    public static Notice RolledBack(IncidentRecord record)
    {
        var standing = Standing.Of(record);
        return new()
        {
            Kind = NoticeKind.RolledBack,
            Subject = Subject.Of(record.Incident, UndoWord(record, standing.Kind), Briefly(record)),
            Body = new NoticeText().Say(PlainText.Of(standing.Sentence, 500)).Say("").Facts(record).Steps(record).Done(),
        };
    }

    /// <summary>The plan in a few words: "Isolate i-0abc from the network and 1 more step".</summary>
    public static string Asked(IncidentRecord record) => (Lead(record), record.Decision?.Plan.Steps.Length - 1) switch
    {
        (null, _) => PlainText.Of(record.Incident.Target.Id, 120),
        ({ } lead, > 0 and var more) => $"{PlainText.Of(lead.Title, 120)} and {more} more step{(more == 1 ? "" : "s")}",
        ({ } lead, _) => PlainText.Of(lead.Title, 120),
    };

    // For subjects, which are short: the step's title as far as its target.
    private static string Briefly(IncidentRecord record) =>
        Lead(record) is { } lead && lead.Title.IndexOf(lead.Target.Id, StringComparison.Ordinal) is >= 0 and var at
            ? lead.Title[..(at + lead.Target.Id.Length)]
            : Asked(record);

    private static PlanStep? Lead(IncidentRecord record) =>
        record.Decision is { } decision ? PlanBuilder.LeadOf(record.Incident.Playbook, decision.Plan) : null;

    private static NoticeText WithDecision(NoticeText text, IncidentRecord record) =>
        record.Decision is { } decision ? text.Plan(decision).Because(decision) : text;

    private static string NextAfter(Decision? decision) => decision?.Mode switch
    {
        null => "It is being decided what to do.",
        ResponseMode.ContainNow => "Containment begins now, as policy says. You will be told how it ended, and how to undo it.",
        ResponseMode.AskFirst => $"The approvers are asked ({string.Join(", ", decision.Approvers.Select(a => PlainText.Of(a, 100)))}). Nothing is changed before {(decision.Quorum > 1 ? $"{decision.Quorum} of them say" : "one of them says")} yes, or before time runs out if policy says so.",
        _ => "Nothing is changed: policy says to tell people only.",
    };

    private static string UndoWord(IncidentRecord record, StandingKind kind) =>
        kind is StandingKind.Undone ? "Undone:" : record.Steps.Any(step => step.State is "Restored") ? "Partly undone:" : "NOT undone:";

    private static string Word(StandingKind kind) => kind switch
    {
        StandingKind.Contained => "Contained",
        StandingKind.NotContained => "NOT contained",
        StandingKind.Denied => "Denied",
        StandingKind.Expired => "Expired, nothing done",
        StandingKind.PartlyDone => "Partly done",
        StandingKind.Refused => "Refused, nothing done",
        StandingKind.Failed => "FAILED",
        StandingKind.ToldOnly => "Told only",
        StandingKind.Undone => "Undone",
        StandingKind.UndoStopped => "NOT undone",
        _ => "Still running",
    };
}
