namespace IncidentResponder.Core.Approve;

/// <summary>What a link is for and for how long.</summary>
/// <param name="Purpose">What it may be used for.</param>
/// <param name="From">From when it is good; cut to the second.</param>
/// <param name="Until">When it ends; rounded up to the second. The question's own deadline is checked apart and exactly.</param>
public sealed record LinkTerm(LinkPurpose Purpose, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>How long a containment can be undone by link.</summary>
    public static TimeSpan UndoWindow { get; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The term of a link that answers a question. Answers end at the question's deadline, which the record holds;
    /// the same link then shows what came of it, and leads to the undo, for as long as that is offered.
    /// </summary>
    public static LinkTerm ToAnswer(ApprovalRequest question) => new(LinkPurpose.Approve, question.AskedAt, question.Deadline + UndoWindow);

    /// <summary>The term of a link that undoes, from now on.</summary>
    public static LinkTerm ToUndo(DateTimeOffset now) => new(LinkPurpose.Undo, now, now + UndoWindow);
}
