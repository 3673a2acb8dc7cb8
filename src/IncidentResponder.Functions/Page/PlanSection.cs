using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Page;

/// <summary>The plan: each step with its exact calls, what may break and how it is undone, and why the policy wants it.</summary>
internal static class PlanSection
{
    /// <summary>Renders it.</summary>
    internal static Html Of(IncidentRecord record) => record.Decision is not { } decision ? Html.Empty : Html.Of($"""
        <section aria-labelledby="plan"><h2 id="plan">The plan</h2>
        {Html.When(decision.Plan.Steps.IsEmpty, () => Html.Of($"<p>Nothing is to be changed.</p>"))}
        {Html.Join(decision.Plan.Steps, Step)}
        {Html.When(decision.Plan.StateBefore.Count > 0, () => Before(decision.Plan))}
        <h3>Why</h3>
        {Shown.List([.. decision.Because.Concat(decision.Otherwise).Select(line => Html.Of($"{Shown.Line(line)}"))], 12, "reasons in the record")}
        </section>
        """);

    private static Html Step(PlanStep step) => Html.Of($"""
        <h3>{step.Number}. {Shown.Line(step.Title)}</h3>
        <p>Exact calls, in order:</p>
        <pre>{Html.Join(step.Calls, call => Html.Of($"{Shown.Call(call)}\n"))}</pre>
        <p><strong>What may break:</strong> {Shown.Line(step.MayBreak)}</p>
        <p><strong>How to undo:</strong> {Shown.Line(step.HowToUndo)}</p>
        """);

    private static Html Before(Plan plan) => Html.Of($"""
        <h3>State before</h3>
        <dl>{Html.Join(plan.StateBefore, pair => Html.Of($"<dt>{Shown.Call(pair.Key)}</dt><dd>{Shown.Call(pair.Value)}</dd>"))}</dl>
        <p class="hint">If this state changes before the plan runs, the approval is void.</p>
        """);
}
