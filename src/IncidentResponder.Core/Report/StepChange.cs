using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Core.Report;

/// <summary>What one step of the plan changes: what was before, and what is, or will be, after it. Its texts may come from outside.</summary>
public sealed record StepChange
{
    /// <summary>The step's number in the plan.</summary>
    public required int Number { get; init; }

    /// <summary>The step's title.</summary>
    public required string Title { get; init; }

    /// <summary>What was before, a line each; empty when nothing is recorded of it.</summary>
    public required ImmutableArray<string> Before { get; init; }

    /// <summary>When that was read; null when nothing is recorded of it.</summary>
    public DateTimeOffset? BeforeAt { get; init; }

    /// <summary>How far the step has come, as <see cref="StepRecord.State"/> says it; empty before it has begun.</summary>
    public string State { get; init; } = "";

    /// <summary>How what comes after is to be read: "Will be", "Is now", "Is as before again".</summary>
    public required string AfterWord { get; init; }

    /// <summary>What comes after, a line each: the calls until they are made, then what was done and what a check saw.</summary>
    public required ImmutableArray<string> After { get; init; }

    /// <summary>Since when that is so; null until the step has begun.</summary>
    public DateTimeOffset? AfterAt { get; init; }

    /// <summary>The changes of a plan, step by step.</summary>
    public static ImmutableArray<StepChange> Of(IncidentRecord record) =>
        record.Decision is { } decision ? [.. decision.Plan.Steps.Select(step => Of(record, decision, step))] : [];

    private static StepChange Of(IncidentRecord record, Decision decision, PlanStep step)
    {
        var prior = record.PriorStates.FirstOrDefault(kept => kept.Remediation == step.Remediation && kept.Target == step.Target.Id);
        var planned = prior is null ? Planned(decision.Plan, step) : [];
        var done = record.Steps.FirstOrDefault(kept => kept.Number == step.Number);
        return new()
        {
            Number = step.Number,
            Title = step.Title,
            Before = prior is null ? planned : JsonLines.Of(prior.State),
            BeforeAt = prior?.CapturedAt ?? (planned.IsEmpty ? null : decision.At),
            State = done?.State ?? "",
            AfterWord = Word(done?.State),
            After = Outcome(step, done),
            AfterAt = done?.At,
        };
    }

    // Until a step has read its target itself, the plan says what was there. Several steps share that: each is shown what its calls or target name.
    private static ImmutableArray<string> Planned(Plan plan, PlanStep step) =>
    [
        .. plan.StateBefore
            .Where(pair => plan.Steps.Length == 1 || pair.Key.Contains(step.Target.Id, StringComparison.Ordinal) || step.Calls.Any(call => call.Contains(pair.Key.Split(' ')[0], StringComparison.Ordinal)))
            .Select(pair => $"{pair.Key}: {pair.Value}"),
    ];

    private static string Word(string? state) => state switch
    {
        null => "Will be",
        "Started" => "Is being changed",
        "Changed" => "Is now",
        "Partial" => "Is now in part",
        "AlreadySafe" => "Was so already",
        "Refused" => "Stays as it was",
        "Restored" => "Is as before again",
        "Drifted" => "Was changed by somebody since",
        _ => state,
    };

    private static ImmutableArray<string> Outcome(PlanStep step, StepRecord? done)
    {
        if (done is null or { State: "Started" })
            return step.Calls;
        string[] said = [done.Detail, done.Verification.Length > 0 && done.State is "Changed" or "Partial" or "AlreadySafe" ? $"{done.Verification}: {done.Seen}" : ""];
        ImmutableArray<string> lines = [.. said.Where(line => line.Length > 0)];
        return lines.IsEmpty && done.State is "Changed" ? [.. step.Calls.Select(call => $"done: {call}")] : lines;
    }
}
