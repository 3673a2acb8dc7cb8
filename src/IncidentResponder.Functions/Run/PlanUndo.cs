using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;

namespace IncidentResponder.Functions.Run;

/// <summary>Undoes the steps of a plan in reverse order. It stops at the first that has drifted: people have to look.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="plan">Finds remediations.</param>
/// <param name="longestPause">The longest pause between two changes.</param>
public sealed class PlanUndo(IIncidentRecords records, PlanRun plan, TimeSpan longestPause)
{
    /// <summary>Undoes: "Restored", "Drifted", "NotReversible", or "NothingToUndo", with the sentences that go with it.</summary>
    /// <param name="record">The incident.</param>
    /// <param name="only">The one step to undo; null for all.</param>
    /// <param name="lease">The right to change the target.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<(string Outcome, string What)> RunAsync(IncidentRecord record, int? only, TargetLease lease, TimeProvider clock, CancellationToken cancel)
    {
        var journal = new LedgerJournal(records, record.Incident.Id, Stage.RollBack, lease, new(clock, longestPause));
        var outcome = record.Steps.Any(step => step.State is "Restored" && IsMeant(step, only)) ? "Restored" : "NothingToUndo";
        List<string> sentences = [];
        foreach (var step in record.Steps.Where(step => IsInEffect(step) && IsMeant(step, only)).OrderByDescending(step => step.Number))
        {
            var restored = await UndoAsync(record, step, journal, cancel).ConfigureAwait(false);
            var (word, state, sentence) = restored switch
            {
                Restored.Done done => ("Restored", "Restored", done.What),
                Restored.Drifted drifted => ("Drifted", "Drifted", drifted.Difference),
                Restored.NotReversible fixedFor => ("NotReversible", step.State, fixedFor.Why),
                _ => throw new InvalidOperationException($"{step.Remediation} answered {restored.GetType().Name}, which this version does not know; deploy the functions together."),
            };
            await records.KeepStepAsync(record.Incident.Id, step with { State = state, Detail = sentence, At = clock.GetUtcNow() }, cancel).ConfigureAwait(false);
            sentences.Add($"Step {step.Number}: {word}: {sentence}");
            outcome = outcome is "NotReversible" ? outcome : word;
            if (word is "Drifted")
                return (word, string.Join(" ", sentences));
        }

        return (outcome, sentences.Count > 0 ? string.Join(" ", sentences) : only is { } one ? $"Step {one} is not in effect." : "No step is in effect.");
    }

    private Task<Restored> UndoAsync(IncidentRecord record, StepRecord kept, LedgerJournal journal, CancellationToken cancel)
    {
        var step = record.Decision?.Plan.Steps.FirstOrDefault(one => one.Number == kept.Number)
            ?? throw new InvalidOperationException($"Incident {record.Incident.Id} has a record of step {kept.Number} but no such step in its plan; undo it by hand.");
        if (PlanRun.PriorOf(record, step) is not { } prior)
            return Task.FromResult<Restored>(new Restored.NotReversible($"No prior state of {step.Target.Id} was kept; {step.HowToUndo}"));

        var (power, target) = plan.PowerFor(record, step);
        return power.RollBackAsync(target, prior, journal, cancel);
    }

    private static bool IsMeant(StepRecord step, int? only) => only is null || step.Number == only;

    private static bool IsInEffect(StepRecord step) => step.State is "Changed" or "Partial" or "Started" or "Drifted";
}
