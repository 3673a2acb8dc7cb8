using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>Reads, once a rule would have something changed, what speaks against it at this moment. It holds decisions down and never raises one.</summary>
/// <param name="modeSwitch">The switch by which people hold the responder down.</param>
/// <param name="producer">Where the finding is read again.</param>
/// <param name="breaker">What counts the changes that nobody is asked about.</param>
public sealed class LiveCaps(IModeSwitch modeSwitch, IFindingProducer producer, ChangeBreaker breaker)
{
    /// <summary>The decision under what was read; one that changes nothing is left as it is, and nothing is read for it.</summary>
    public async Task<Decision> HoldAsync(Incident incident, Decision decision, CancellationToken cancel)
    {
        if (!ModeCaps.Changes(decision.Mode))
            return decision;

        var held = (await modeSwitch.ReadAsync(cancel).ConfigureAwait(false)).Cap is { } cap ? decision.Capped([cap]) : decision;
        if (!ModeCaps.Changes(held.Mode))
            return held;

        var word = await producer.AskAsync(incident.Finding, cancel).ConfigureAwait(false);
        if (EventDoubt.About(incident, held.Plan, word) is { } doubt)
            return held.Capped([new(ResponseMode.AskFirst, $"{doubt}: people are asked first.")]);

        // Last, so that only what is really to be contained is counted.
        return held.Mode is ResponseMode.ContainNow && await breaker.CapAsync(incident, held, cancel).ConfigureAwait(false) is { } over
            ? held.Capped([over])
            : held;
    }
}
