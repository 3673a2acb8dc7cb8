using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>Makes the incident that a finding opens or joins.</summary>
public static class IncidentOpening
{
    /// <summary>The incident; the same finding always gives the same id, playbook and target.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="at">When it is opened.</param>
    public static Incident Open(Finding finding, DateTimeOffset at)
    {
        var choice = Playbooks.For(finding);
        return new()
        {
            Id = IncidentNaming.IdFor(finding, choice),
            Finding = finding,
            Playbook = choice.Playbook,
            Target = choice.Target,
            Most = choice.Playbook == Playbooks.NotifyOnly ? ResponseMode.NotifyOnly : ResponseMode.ContainNow,
            Urgent = finding.Severity is Severity.Critical,
            OpenedAt = at,
        };
    }
}
