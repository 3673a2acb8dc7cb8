using System.Globalization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>The incident that stands for the findings of a flood: one for each quarter of an hour, told when it begins and when it ends.</summary>
public static class FloodDigest
{
    /// <summary>How long findings are gathered for one digest.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(15);

    /// <summary>The digest that a finding goes into.</summary>
    /// <param name="first">What the finding would have opened.</param>
    /// <param name="at">Now.</param>
    public static Incident For(Incident first, DateTimeOffset at)
    {
        var since = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % Length.Ticks), TimeSpan.Zero);
        var (account, region) = (first.Finding.Account, first.Finding.Region);
        var name = since.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);
        var about = new FindingResource { Type = "AwsAccount", Id = account.Value, Account = account, Region = region };
        return new()
        {
            Id = IncidentNaming.Named(DateOnly.FromDateTime(since.UtcDateTime), "flood", name),
            Finding = new()
            {
                Id = $"flood-{name}",
                Source = "IncidentResponder",
                Type = "Flood",
                Title = "More findings than are told one by one",
                Account = account,
                Region = region,
                Severity = first.Finding.Severity,
                Resources = [about],
                CreatedAt = since,
                LastSeen = at,
            },
            Playbook = Playbooks.Digest,
            Target = about,
            Most = ResponseMode.NotifyOnly,
            OpenedAt = at,
        };
    }

    /// <summary>When the digest of an incident ends and is told.</summary>
    public static DateTimeOffset EndOf(Incident digest) => digest.Finding.CreatedAt + Length;
}
