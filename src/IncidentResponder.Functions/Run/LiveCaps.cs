using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>Reads, once a rule would have something changed, what speaks against it at this moment. It holds decisions down and never raises one.</summary>
/// <param name="producer">Where the finding is read again.</param>
public sealed class LiveCaps(IFindingProducer producer)
{
    /// <summary>The decision under what was read; one that changes nothing is left as it is, and nothing is read for it.</summary>
    public async Task<Decision> HoldAsync(Incident incident, Decision decision, CancellationToken cancel)
    {
        if (!ModeCaps.Changes(decision.Mode))
            return decision;

        var word = await producer.AskAsync(incident.Finding, cancel).ConfigureAwait(false);
        return EventDoubt.About(incident, decision.Plan, word) is { } doubt
            ? decision.Capped([new(ResponseMode.AskFirst, $"{doubt}: people are asked first.")])
            : decision;
    }
}
