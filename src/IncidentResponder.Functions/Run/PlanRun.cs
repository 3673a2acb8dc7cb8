using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Runs a plan step by step: capture, keep the prior state, note the start, apply, note the end. Whatever of that was done
/// by an attempt that died is not done again.
/// </summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="find">Finds a step's remediation.</param>
/// <param name="longestPause">The longest pause between two changes.</param>
public sealed class PlanRun(IIncidentRecords records, FindPower find, TimeSpan longestPause)
{
    /// <summary>Runs the plan: "Applied", "AlreadySafe", "Partial" or "Refused".</summary>
    /// <param name="record">The incident.</param>
    /// <param name="lease">The right to change its target.</param>
    /// <param name="stop">What can stop it before any step.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<string> ApplyAsync(IncidentRecord record, TargetLease lease, StopSwitch stop, TimeProvider clock, CancellationToken cancel)
    {
        var journal = new LedgerJournal(records, record.Incident.Id, Stage.Remediate, lease, new(clock, longestPause));
        var states = new List<string>();
        HashSet<string> refused = new(StringComparer.Ordinal);
        foreach (var step in record.Decision?.Plan.Steps ?? [])
        {
            // The steps on one target build on each other; what another target needs is done all the same.
            var done = record.Steps.FirstOrDefault(kept => kept.Number == step.Number && kept.State is "Changed" or "AlreadySafe" or "Refused")
                ?? (refused.Contains(step.Target.Id)
                    ? await EndAsync(record, step, "Refused", "An earlier step on the same target refused.", clock, cancel).ConfigureAwait(false)
                    : await StoppedAsync(record, step, stop, clock, cancel).ConfigureAwait(false)
                        ?? await StepAsync(record, step, journal, clock, cancel).ConfigureAwait(false));
            if (done.State is "Refused")
                refused.Add(step.Target.Id);
            states.Add(done.State);
        }

        return Overall(states);
    }

    // What an attempt that died may have changed is in effect all the same, and can be undone.
    private async Task<StepRecord?> StoppedAsync(IncidentRecord record, PlanStep step, StopSwitch stop, TimeProvider clock, CancellationToken cancel) =>
        await stop.ObjectionAsync(record, cancel).ConfigureAwait(false) is { } why
            ? await EndAsync(record, step, HasBegun(record, step) ? "Partial" : "Refused", why, clock, cancel).ConfigureAwait(false)
            : null;

    private static bool HasBegun(IncidentRecord record, PlanStep step) =>
        record.Steps.Any(kept => kept.Number == step.Number) && record.Ledger.Any(entry => entry is { Stage: Stage.Remediate, Kind: "Intent" });

    private async Task<StepRecord> StepAsync(IncidentRecord record, PlanStep step, LedgerJournal journal, TimeProvider clock, CancellationToken cancel)
    {
        var (power, target) = PowerFor(record, step);
        if (PriorOf(record, step) is not { } prior)
        {
            var captured = await power.CaptureAsync(target, cancel).ConfigureAwait(false);
            if (captured is not Captured.State state)
                return await EndAsync(record, step, "Refused", (captured as Captured.Refused)?.Why ?? "", clock, cancel).ConfigureAwait(false);
            PriorState first = new() { Remediation = step.Remediation, Target = step.Target.Id, CapturedAt = clock.GetUtcNow(), State = state.Json };
            prior = await records.KeepPriorStateAsync(record.Incident.Id, step.Number, first, cancel).ConfigureAwait(false);
        }

        // An earlier attempt that died may have made the change: what is safe now is then our doing, and can be undone.
        var begun = HasBegun(record, step);
        await records.KeepStepAsync(record.Incident.Id, Record(step, "Started", "", clock), cancel).ConfigureAwait(false);
        var (word, detail) = await power.ApplyAsync(target, prior, journal, cancel).ConfigureAwait(false) switch
        {
            Applied.Changed => ("Changed", ""),
            Applied.AlreadySafe when begun => ("Changed", "An attempt that was cut short had made the change."),
            Applied.AlreadySafe => ("AlreadySafe", "The target was in the wanted state already."),
            Applied.Partial partial => ("Partial", $"Done: {partial.Done}. Not done: {partial.NotDone}."),
            Applied.Refused refusal => ("Refused", refusal.Why),
            var other => throw new InvalidOperationException($"{step.Remediation} answered {other.GetType().Name}, which the plan does not know; deploy the functions together."),
        };
        return await EndAsync(record, step, word, detail, clock, cancel).ConfigureAwait(false);
    }

    private async Task<StepRecord> EndAsync(IncidentRecord record, PlanStep step, string word, string detail, TimeProvider clock, CancellationToken cancel)
    {
        var ended = Record(step, word, detail, clock);
        var text = $"Step {step.Number}, {step.Title}: {word}. {detail}".TrimEnd();
        await records.AppendAsync(record.Incident.Id, ended.At, Stage.Remediate, "Outcome", "responder", text, cancel).ConfigureAwait(false);
        await records.KeepStepAsync(record.Incident.Id, ended, cancel).ConfigureAwait(false);
        return ended;
    }

    /// <summary>The remediation and target of a step.</summary>
    internal (IRemediation Power, RemediationTarget Target) PowerFor(IncidentRecord record, PlanStep step)
    {
        var power = find(record, step)
            ?? throw new InvalidOperationException($"Step {step.Number} of incident {record.Incident.Id} names the remediation '{step.Remediation}', which this version does not have; deploy the version that planned it.");
        return (power, new(record.Incident.Id, step.Target, record.Incident.Finding.Principal));
    }

    /// <summary>The prior state of a step, once captured.</summary>
    internal static PriorState? PriorOf(IncidentRecord record, PlanStep step) =>
        record.PriorStates.FirstOrDefault(kept => kept.Remediation == step.Remediation && kept.Target == step.Target.Id);

    private static StepRecord Record(PlanStep step, string state, string detail, TimeProvider clock) => new()
    {
        Number = step.Number,
        Remediation = step.Remediation,
        State = state,
        Detail = detail,
        At = clock.GetUtcNow(),
    };

    private static string Overall(List<string> states) => states switch
    {
        _ when states.TrueForAll(state => state is "Refused") => "Refused",
        _ when states.TrueForAll(state => state is "AlreadySafe") => "AlreadySafe",
        _ when states.Exists(state => state is "Partial" or "Refused") => "Partial",
        _ => "Applied",
    };
}
