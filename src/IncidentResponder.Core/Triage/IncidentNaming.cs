using System.Globalization;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Core.Triage;

/// <summary>
/// Names incidents by what they are about, so that a finding delivered again, or by another path, meets the incident it opened.
/// </summary>
public static class IncidentNaming
{
    /// <summary>The id of the incident that a finding belongs to.</summary>
    public static IncidentId IdFor(Finding finding, PlaybookChoice choice)
    {
        // Findings that are only told do not stand for each other: a target's second one of another type is told too.
        var playbook = choice.Playbook == Playbooks.NotifyOnly ? $"{choice.Playbook} {finding.Type}" : choice.Playbook;
        return IdFor(finding.Account, finding.Region, choice.Target, playbook, DateOnly.FromDateTime(finding.CreatedAt.UtcDateTime));
    }

    /// <summary>"INC-", the day, and 16 hexadecimal digits of a hash over all of it.</summary>
    /// <param name="account">The account the finding is about.</param>
    /// <param name="region">The Region the finding is about.</param>
    /// <param name="target">The resource acted on.</param>
    /// <param name="playbook">The playbook.</param>
    /// <param name="window">The UTC day on which the detector created the finding; updates do not move it.</param>
    public static IncidentId IdFor(AccountId account, string region, FindingResource target, string playbook, DateOnly window)
    {
        var day = window.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var about = CanonicalJson.Digest([account.Value, region, target.Type, target.Id, playbook, day]);
        return IncidentId.Parse($"INC-{day}-{about.AsSpan(0, 16)}");
    }
}
