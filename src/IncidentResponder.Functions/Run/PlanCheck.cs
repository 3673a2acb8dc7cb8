using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Functions.Run;

/// <summary>Reads the world after a plan has run, and keeps what was seen with each step.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="plan">Finds remediations.</param>
/// <param name="longestPause">The longest pause between two looks at the first check.</param>
public sealed class PlanCheck(IIncidentRecords records, PlanRun plan, TimeSpan longestPause)
{
    private const int FirstLooks = 4;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>Checks every step: "Confirmed" only if each was seen to hold, else "Drifted" or "StillOpen".</summary>
    /// <param name="record">The incident.</param>
    /// <param name="check">Which check this is; the first looks a few times, because AWS may answer with what was before.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<string> RunAsync(IncidentRecord record, int check, TimeProvider clock, CancellationToken cancel)
    {
        List<string> words = [];
        foreach (var step in record.Decision?.Plan.Steps ?? [])
        {
            var kept = record.Steps.FirstOrDefault(one => one.Number == step.Number);
            if (kept is null or { State: "Refused" } || PlanRun.PriorOf(record, step) is not { } prior)
            {
                words.Add("StillOpen");
                continue;
            }

            var seen = await LookAsync(record, step, prior, check is 0 ? FirstLooks : 1, new(clock, longestPause), cancel).ConfigureAwait(false);
            words.Add(await KeepAsync(record, step, kept, check, seen, clock, cancel).ConfigureAwait(false));
        }

        return words.Contains("StillOpen") || words.Count == 0 ? "StillOpen" : words.Contains("Drifted") ? "Drifted" : "Confirmed";
    }

    private async Task<Verification> LookAsync(IncidentRecord record, PlanStep step, PriorState prior, int looks, Waits waits, CancellationToken cancel)
    {
        var (power, target) = plan.PowerFor(record, step);
        for (var look = 1; ; look++)
        {
            var seen = await power.VerifyAsync(target, prior, cancel).ConfigureAwait(false);
            if (seen is Verification.Confirmed || look >= looks)
                return seen;
            await waits.PauseAsync(BetweenLooks, cancel).ConfigureAwait(false);
        }
    }

    private async Task<string> KeepAsync(IncidentRecord record, PlanStep step, StepRecord kept, int check, Verification seen, TimeProvider clock, CancellationToken cancel)
    {
        var (word, what) = seen switch
        {
            Verification.Confirmed confirmed => ("Confirmed", confirmed.Seen),
            Verification.Drifted drifted => ("Drifted", drifted.What),
            Verification.StillOpen open => ("StillOpen", open.Why),
            _ => ("StillOpen", $"{seen.GetType().Name} is no answer this version knows"),
        };
        var text = $"Check {check + 1} of step {step.Number}: {word}: {what}";
        if (!record.Says(Stage.Verify, "Verification", text))
            await records.AppendAsync(record.Incident.Id, clock.GetUtcNow(), Stage.Verify, "Verification", "responder", text, cancel).ConfigureAwait(false);
        await records.KeepStepAsync(record.Incident.Id, kept with { Verification = word, Seen = what }, cancel).ConfigureAwait(false);
        return word;
    }
}
