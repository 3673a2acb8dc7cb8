using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Page;

/// <summary>What a person is told after a request: the HTTP status and the message. It always says what was not done and what to do now.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The message; null when the page speaks for itself.</param>
internal sealed record Told(int Status, PageMessage? Message)
{
    internal static Told Nothing { get; } = new(200, null);

    internal static Told Of(CodeResult result, string approver) => result switch
    {
        CodeResult.Sent sent => Good($"A code is on its way to {approver}.", $"It works once, until {UtcText.Of(sent.ExpiresAt)}. Paste it below."),
        CodeResult.TooMany many => Bad(429, "No further code was sent.", $"{many.Most} codes were sent to you within {UtcText.Span(Codes.Lifetime)}. Use the latest one from your mailbox, or wait and ask again."),
        CodeResult.NotSent => Bad(503, "The code could not be sent.", "Nothing was decided. Ask again in a minute; if it goes on, ask another approver to answer."),
        CodeResult.MayNotAnswer refusal => Of(refusal.Verdict),
        CodeResult.MayNotUndo refusal => Of(refusal.Verdict),
        _ => throw new InvalidOperationException($"The page has no words for '{result}'; add them."),
    };

    internal static Told Of(AnswerResult result) => result switch
    {
        AnswerResult.Stands { Reply: WorkflowReply.Unreachable } stands => Good(Stands(stands.Decision), "It is recorded. The state machine could not be reached just now; it reads the record when the question's time is over."),
        AnswerResult.Stands stands => Good(Stands(stands.Decision), "It is recorded and nothing else is needed from you. Open this page again to see how it goes on."),
        AnswerResult.Counted { Tally.Votes.IsEmpty: true } => Good("Your approval is taken back.", "Nothing was changed. You can still approve or deny until the question ends."),
        AnswerResult.NothingToTakeBack => Bad(409, "There is nothing to take back.", "You have not approved, or the question is decided already."),
        AnswerResult.Counted counted => Good("Your approval is counted.", $"{counted.Tally.Sentence}. Nothing is changed before {counted.Tally.Quorum} different people have approved; you can still deny."),
        AnswerResult.Refused refused => Of(refused.Verdict),
        AnswerResult.CodeRefused refused => Of(refused.Check),
        _ => throw new InvalidOperationException($"The page has no words for '{result}'; add them."),
    };

    internal static Told Of(HandOnResult result) => result switch
    {
        HandOnResult.HandedOn done => Good($"{done.To} answers in your place.", "They get the question with a link of their own. You can't answer it any more; you still see here what comes of it."),
        HandOnResult.NotTo other => Bad(409, "The question was not handed on.", $"{PlainText.Of(other.Why, 300)} Nothing was changed."),
        HandOnResult.Refused refused => Of(refused.Verdict),
        HandOnResult.CodeRefused refused => Of(refused.Check),
        _ => throw new InvalidOperationException($"The page has no words for '{result}'; add them."),
    };

    internal static Told Of(UndoResult result) => result switch
    {
        UndoResult.Started => Good("The undo is running.", "You will get a message when it has ended. Open this page again to see how it goes on."),
        UndoResult.Unreachable => Bad(503, "The undo was not started.", "The state machine could not be reached. Ask for a new code and try again in a minute."),
        UndoResult.Refused refused => Of(refused.Verdict),
        UndoResult.CodeRefused refused => Of(refused.Check),
        _ => throw new InvalidOperationException($"The page has no words for '{result}'; add them."),
    };

    internal static Told Of(LeaseResult result) => result switch
    {
        LeaseResult.Kept kept => Good("The containment is kept.", $"You are asked again at {UtcText.Of(kept.Until)}. Until then it can be undone here at any time."),
        LeaseResult.NoLease => Bad(409, "There is nothing to renew.", "The containment has no lease: it stands until it is undone."),
        LeaseResult.Unreachable => Bad(503, "The lease was not renewed.", "The state machine could not be reached; the containment stands. Ask for a new code and try again in a minute."),
        LeaseResult.Refused refused => Of(refused.Verdict),
        LeaseResult.CodeRefused refused => Of(refused.Check),
        _ => throw new InvalidOperationException($"The page has no words for '{result}'; add them."),
    };

    internal static Told Of(ApprovalVerdict verdict) => verdict switch
    {
        ApprovalVerdict.Accept => Nothing,
        ApprovalVerdict.AlreadyDecided decided => Good(Stands(decided.Decision), "This question needs no answer any more."),
        ApprovalVerdict.TooLate late => Bad(410, "It is too late to answer.", $"The question was open until {UtcText.Of(late.Deadline)}. Nothing was recorded. What policy says for this case is being done."),
        ApprovalVerdict.PlanChanged => Bad(409, "The plan has changed since this link was made.", "Nothing was decided. Open the link in your newest message and read the new plan."),
        ApprovalVerdict.NotAnApprover other => Bad(403, "You can't answer this.", $"{other.Why} {WhoMay(other.WhoMay)}"),
        _ => Bad(409, "There is no question to answer.", "Nothing was decided."),
    };

    internal static Told Of(UndoVerdict verdict) => verdict switch
    {
        UndoVerdict.Offer => Nothing,
        UndoVerdict.Running running => Good("The undo is running.", $"{running.By} asked for it at {UtcText.Of(running.At)}. You will get a message when it has ended."),
        UndoVerdict.Undone => Good("It is undone already.", "Nothing else is needed from you."),
        UndoVerdict.NotAllowed refused => Of(refused.Refusal),
        _ => Bad(409, "There is nothing to undo.", "Nothing was changed, so nothing is put back."),
    };

    internal static string WhoMay(ImmutableArray<string> who) => who.IsEmpty
        ? "Nobody else was asked: talk to your security team."
        : $"Those who may: {string.Join(", ", who.Select(w => PlainText.Of(w, 100)))}.";

    private static Told Of(CodeCheck check) => check is CodeCheck.NotACode
        ? Bad(422, "That is not a code.", "Nothing was decided. A code has eight digits; paste it from the message.")
        : Bad(422, "That code does not work.", $"Nothing was decided. It may be mistyped, used, older than {UtcText.Span(Codes.Lifetime)}, or not the latest. After {Codes.MostTries} wrong tries a code is dead: then ask for a new one.");

    private static string Stands(ApprovalDecision decision) => decision.Outcome switch
    {
        ApprovalOutcome.Granted => $"Approved by {decision.By} at {UtcText.Of(decision.At)}.",
        ApprovalOutcome.Denied => $"Denied by {decision.By} at {UtcText.Of(decision.At)}.",
        _ => $"Nobody answered in time; the question ended at {UtcText.Of(decision.At)}.",
    };

    private static Told Good(string head, string text) => new(200, new("good", head, text));

    private static Told Bad(int status, string head, string text) => new(status, new("bad", head, text));
}
