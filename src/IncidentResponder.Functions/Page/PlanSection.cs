using System.Text;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Report;

namespace IncidentResponder.Functions.Page;

/// <summary>The plan: each step with what was before, its exact calls, what is after, what may break and how it is undone, and why the policy wants it.</summary>
internal static class PlanSection
{
    // Calls are what people approve: this is far more than a plan has, and keeps the page small when somebody has named things to make it large.
    private const int MostBytesOfCalls = 36_000;
    private const int MostLines = 12;

    /// <summary>Renders it.</summary>
    internal static Html Of(PageView view) => view.Visit.Record.Decision is not { } decision ? Html.Empty : Html.Of($"""
        <section aria-labelledby="plan"><h2 id="plan">The plan</h2>
        {Html.When(decision.Plan.Steps.IsEmpty, () => Html.Of($"<p>Nothing is to be changed.</p>"))}
        {Steps(view, decision.Plan)}
        {Before(view, decision.Plan)}
        <h3>Why</h3>
        {Shown.List([.. decision.Because.Concat(decision.Otherwise).Select(line => Html.Of($"{Shown.Line(line)}"))], 12 / view.Share, "reasons in the record")}
        </section>
        """);

    private static Html Steps(PageView view, Plan plan)
    {
        var (steps, left) = (new List<Html>(), view.Share < 4 ? MostBytesOfCalls : MostBytesOfCalls / 2);
        foreach (var (step, change) in plan.Steps.Zip(StepChange.Of(view.Visit.Record)))
        {
            var calls = new List<Html>();
            foreach (var call in step.Calls.Select(call => Html.Of($"{Shown.Call(call)}\n")).TakeWhile(call => (left -= Encoding.UTF8.GetByteCount(call.ToString())) >= 0))
                calls.Add(call);
            steps.Add(Step(view, step, change, calls));
        }

        return Html.Join(steps, step => step);
    }

    private static Html Step(PageView view, PlanStep step, StepChange change, List<Html> calls) => Html.Of($"""
        <h3>{step.Number}. {Shown.Line(step.Title)}</h3>
        <dl class="change">
        {Html.When(!change.Before.IsEmpty, () => Html.Of($"<dt>Before{Read(change.BeforeAt)}</dt>{Lines(view, change.Before, "−")}"))}
        <dt>{(change.AfterAt is null ? $"{change.AfterWord}, by these exact calls, in order" : "Exact calls, in order")}</dt><dd><pre>{Html.Join(calls, call => call)}</pre>{Html.When(calls.Count < step.Calls.Length, () => Html.Of($"<strong>{step.Calls.Length - calls.Count} more calls are not shown here: read the whole plan in the record as JSON, below, before you answer.</strong>"))}</dd>
        {Html.When(change.AfterAt is not null, () => Html.Of($"<dt>{Shown.Word(change.AfterWord)}{Read(change.AfterAt)}</dt>{Lines(view, change.State is "Started" ? [] : change.After, "+")}"))}
        </dl>
        <p><strong>What may break:</strong> {Shown.Line(step.MayBreak)}</p>
        <p><strong>How to undo:</strong> {Shown.Line(step.HowToUndo)}</p>
        """);

    private static Html Read(DateTimeOffset? at) => at is { } time ? Html.Of($", {Shown.Time(time)}") : Html.Empty;

    // The sign says which is which where a colour could not.
    private static Html Lines(PageView view, IReadOnlyCollection<string> lines, string sign) => lines.Count == 0
        ? Html.Of($"<dd>{sign} nothing further is recorded</dd>")
        : Html.Of($"{Html.Join(lines.Take(MostLines / view.Share), line => Html.Of($"<dd>{sign} {Shown.Line(line)}</dd>"))}{Html.When(lines.Count > MostLines / view.Share, () => Html.Of($"<dd>{sign} and {lines.Count - (MostLines / view.Share)} more lines in the record</dd>"))}");

    private static Html Before(PageView view, Plan plan)
    {
        var shown = StepChange.Of(view.Visit.Record).SelectMany(change => change.Before).ToHashSet(StringComparer.Ordinal);
        var rest = plan.StateBefore.Where(pair => !shown.Contains($"{pair.Key}: {pair.Value}")).Take(2 * MostLines / view.Share).ToList();
        return Html.When(plan.StateBefore.Count > 0, () => Html.Of($"""
            {Html.When(rest.Count > 0, () => Html.Of($"<h3>State when the plan was made</h3><dl>{Html.Join(rest, pair => Html.Of($"<dt>{Shown.Line(pair.Key)}</dt><dd>{Shown.Line(pair.Value)}</dd>"))}</dl>"))}
            <p class="hint">If the state before changes before the plan runs, the approval is void.</p>
            """));
    }
}
