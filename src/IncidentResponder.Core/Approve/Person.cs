using System.Collections.Immutable;

namespace IncidentResponder.Core.Approve;

/// <summary>One person under all the names by which they may answer, as the policy writes them down.</summary>
public sealed record Person
{
    /// <summary>The person's main e-mail address, in lower case: the one by which answers are counted and links are sent.</summary>
    public required string Address { get; init; }

    /// <summary>Other e-mail addresses of the same person, in lower case.</summary>
    public ImmutableArray<string> OtherAddresses { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Names of the IAM users, roles' sessions and directory accounts that are this person's: a finding about one of them is about the person.</summary>
    public ImmutableArray<string> Principals { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The person's id in Slack, for example "U012ABCDEF"; null when unknown.</summary>
    public string? SlackUser { get; init; }

    /// <summary>The person's IANA time zone, for example "Europe/Zurich"; null to be shown UTC alone.</summary>
    public string? TimeZone { get; init; }
}
