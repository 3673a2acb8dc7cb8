using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Functions.Page;

/// <summary>The answer that stands and how far each step has come.</summary>
internal static class ProgressSection
{
    /// <summary>Renders it; nothing before there is any.</summary>
    internal static Html Of(PageView view)
    {
        var record = view.Visit.Record;
        return record.Answer is null && record.Votes.IsEmpty && record.Steps.IsEmpty ? Html.Empty : Html.Of($"""
            <section aria-labelledby="progress"><h2 id="progress">Progress</h2>
            {(record.Answer is { } answer ? Answered(answer) : Html.Empty)}
            {Html.When(!record.Votes.IsEmpty, () => Html.Of($"<p>{PlainText.Of(record.Tally.Sentence, 1000)}.</p>"))}
            {Html.When(!record.Steps.IsEmpty, () => Html.Of($"<ol>{Html.Join(record.Steps.OrderBy(s => s.Number), Step)}</ol>"))}
            {(record.Closure is { } closure ? Html.Of($"<p>Closed {Shown.Time(closure.At)}: {Shown.Line(closure.Summary)}</p>") : Html.Empty)}
            </section>
            """);
    }

    private static Html Answered(ApprovalDecision answer) => Html.Of($"""
        <p><strong>{Word(answer.Outcome)}</strong> {Html.When(answer.Outcome is not ApprovalOutcome.Expired, () => Html.Of($"by {Shown.Line(answer.By)}, "))}{Shown.Time(answer.At)}</p>
        {Html.When(answer.Comment.Length > 0, () => Html.Of($"<p>Comment: {Shown.Line(answer.Comment)}</p>"))}
        """);

    private static Html Step(StepRecord step) => Html.Of($"""
        <li><strong>{Word(step.State)}</strong>: {Shown.Line(step.Remediation)} {Shown.Time(step.At)}<br>{Shown.Line(step.Detail)}
        {Html.When(step.Verification.Length > 0, () => Html.Of($"<br><strong>Check: {Word(step.Verification)}.</strong> {Shown.Line(step.Seen)}"))}</li>
        """);

    private static string Word(ApprovalOutcome outcome) => outcome switch
    {
        ApprovalOutcome.Granted => "Approved",
        ApprovalOutcome.Denied => "Denied",
        _ => "Nobody answered in time",
    };

    private static string Word(string state) => state switch
    {
        "Started" => "Running",
        "Changed" => "Done",
        "AlreadySafe" => "Was safe already",
        "Partial" => "Partly done",
        "Refused" => "Refused, nothing changed",
        "Restored" => "Put back",
        "Drifted" => "Changed by somebody since",
        "Confirmed" => "it holds",
        "StillOpen" => "NOT contained",
        _ => Shown.Line(state),
    };

}
