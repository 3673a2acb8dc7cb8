using System.Globalization;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Core.Triage;

/// <summary>
/// Names incidents by what they are about, so that a finding delivered again, or by another path, meets the incident it opened.
/// </summary>
public static class IncidentNaming
{
    /// <summary>The id of the incident that a finding belongs to: one for all findings about a subject that were created on a UTC day.</summary>
    public static IncidentId IdFor(Finding finding, PlaybookChoice choice) =>
        IdFor(finding.Account, IncidentSubject.Of(finding, choice.Target), DateOnly.FromDateTime(finding.CreatedAt.UtcDateTime));

    /// <summary>"INC-", the day, and 16 hexadecimal digits of a hash over all of it.</summary>
    /// <param name="account">The account the finding is about.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="window">The UTC day on which the detector created the finding; updates do not move it.</param>
    public static IncidentId IdFor(AccountId account, FindingResource subject, DateOnly window) =>
        Named(window, account.Value, subject.Region, subject.Type, subject.Id);

    internal static IncidentId Named(DateOnly window, params ReadOnlySpan<string> about)
    {
        var day = window.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return IncidentId.Parse($"INC-{day}-{CanonicalJson.Digest([.. about, day]).AsSpan(0, 16)}");
    }
}
