using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>
/// Holds what an event said against what the finding's producer says now. An event is a message, and a message can be forged,
/// stale or mistaken; nothing is changed on its word alone.
/// </summary>
public static class EventDoubt
{
    /// <summary>What speaks against acting on the event, as a sentence without its full stop; null when the producer bears it out.</summary>
    /// <param name="incident">The incident that the event opened.</param>
    /// <param name="plan">What would be done: all that it touches must be the finding's.</param>
    /// <param name="word">What the producer says.</param>
    public static string? About(Incident incident, Plan plan, ProducersWord word) => word switch
    {
        ProducersWord.NotHeard silence => $"Whether finding {incident.Finding.Id} stands is not known: {silence.Why}",
        ProducersWord.NoSuchFinding none => $"{none.By} has no finding {incident.Finding.Id}, so the event may be forged or the finding deleted",
        ProducersWord.Stands { Finding: var standing } => Contradiction(incident, plan, standing),
        _ => $"Whether finding {incident.Finding.Id} stands is not known: {word.GetType().Name} is no answer that this version knows",
    };

    private static string? Contradiction(Incident incident, Plan plan, StandingFinding standing)
    {
        var told = incident.Finding;
        return standing switch
        {
            { Sample: true } => $"{standing.By} says that finding {told.Id} is a sample",
            { State: not (FindingState.Active or FindingState.Notified) } => $"{standing.By} says that finding {told.Id} is {standing.State.ToString().ToLowerInvariant()} by now",
            _ => Differs(standing.By, "type", told.Type, standing.Type)
                ?? Differs(standing.By, "account", told.Account.Value, standing.Account)
                ?? Differs(standing.By, "Region", told.Region, standing.Region)
                ?? (told.Role is ResourceRole.Actor ? Differs(standing.By, "role of its resource", "Actor", standing.Role.ToString()) : null)
                ?? OtherTarget(incident.Target, standing)
                ?? plan.Steps.Select(step => step.Target).Where(target => standing.Resources.Any(one => one.Type == target.Type))
                    .Select(target => OtherTarget(target, standing)).FirstOrDefault(other => other is not null),
        };
    }

    private static string? Differs(string by, string what, string told, string now) =>
        told == now ? null : $"{by} says that the finding's {what} is '{now}', but the event said '{told}'";

    private static string? OtherTarget(FindingResource target, StandingFinding standing)
    {
        if (standing.Resources.Contains((target.Type, target.Id)))
            return null;

        var named = standing.Resources.IsEmpty ? "no resource" : string.Join(", ", standing.Resources.Select(one => $"{one.Type} {one.Id}"));
        return $"{standing.By} says that the finding is about {named}, but the event said {target.Type} {target.Id}";
    }
}
