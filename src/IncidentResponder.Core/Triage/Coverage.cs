using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Triage;

/// <summary>
/// Says whether what was or is being done about an incident stands for a finding that came later. Where it does, the finding joins;
/// where it does not, the incident is taken up again, by the playbook and the severity of that finding.
/// </summary>
public static class Coverage
{
    // A detector reports for a while what it saw before the containment took hold.
    private static readonly TimeSpan Aftermath = TimeSpan.FromMinutes(10);

    /// <summary>Why the response does not stand for the finding, as a sentence; null when it does.</summary>
    /// <param name="response">The response.</param>
    /// <param name="incoming">What the finding would open by itself.</param>
    public static string? Lacking(IncidentRecord response, Incident incoming) => incoming.Most switch
    {
        ResponseMode.Ignore => null,
        ResponseMode.NotifyOnly => Untold(response, incoming.Finding),
        _ => Unanswered(response, incoming),
    };

    private static string? Untold(IncidentRecord response, Finding finding)
    {
        if (response is { Closure: null, Incident.Most: > ResponseMode.NotifyOnly })
            return null;

        var known = Told(response).Where(one => one.Type == finding.Type).ToArray();
        return known switch
        {
            [] => $"{finding.Type} is new about {finding.Resources[0].Id}.",
            _ when known.All(one => one.Severity < finding.Severity) => $"{finding.Type} is {finding.Severity} now; people were told of {known.Max(one => one.Severity)}.",
            _ => null,
        };
    }

    // What joined while people were at it, they saw on the page; what nobody was told of stands for nothing.
    private static IEnumerable<Finding> Told(IncidentRecord response) => response.Incident.Most switch
    {
        ResponseMode.Ignore => [],
        ResponseMode.NotifyOnly => [response.Incident.Finding],
        _ => response.Findings,
    };

    private static string? Unanswered(IncidentRecord response, Incident incoming)
    {
        var (had, finding) = (response.Incident, incoming.Finding);
        if (had.Most < incoming.Most)
            return $"{finding.Type} at severity {finding.Severity} lets policy come to {incoming.Most}, before it was {had.Most} at most.";
        if (had.Playbook != incoming.Playbook || had.Target.Id != incoming.Target.Id)
            return $"{finding.Type} is about {incoming.Target.Id} as well, which the response did not touch.";

        return response.Closure is { } closure ? SeenAgain(response, closure.At, finding) : null;
    }

    private static string? SeenAgain(IncidentRecord response, DateTimeOffset closedAt, Finding finding)
    {
        var worse = finding.Severity > response.Incident.Finding.Severity;
        var again = finding.LastSeen > closedAt + Aftermath;
        return Standing.Of(response).Kind switch
        {
            StandingKind.Contained when again => $"{finding.Type} was seen at {UtcText.Of(finding.LastSeen)}, after the containment.",
            StandingKind.Undone when again => $"{finding.Type} was seen at {UtcText.Of(finding.LastSeen)}, after the containment was undone.",
            StandingKind.Contained or StandingKind.Undone => null,
            StandingKind.Denied or StandingKind.ToldOnly when !worse => null,
            _ when worse => $"{finding.Type} is {finding.Severity} now; it was {response.Incident.Finding.Severity} before, and nothing was contained.",
            _ when again => $"{finding.Type} goes on, and the response before contained nothing.",
            _ => null,
        };
    }
}
