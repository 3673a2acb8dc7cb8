using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>What a detector reported, in one shape whatever path it came by.</summary>
public sealed record Finding
{
    /// <summary>The producer's id of the finding: GuardDuty's 32 hexadecimal digits whatever the path, else the Security Hub id.</summary>
    public required string Id { get; init; }

    /// <summary>The producer: "GuardDuty", "SecurityHub", "Macie", "Inspector", "Config", "AccessAnalyzer".</summary>
    public required string Source { get; init; }

    /// <summary>The Security Hub id (an ARN) by which the case status is set, where the event gives or implies it.</summary>
    public string? SecurityHubId { get; init; }

    /// <summary>The Security Hub product that imported it, where the event gives or implies it.</summary>
    public string? ProductArn { get; init; }

    /// <summary>The native type, for example "CryptoCurrency:EC2/BitcoinTool.B".</summary>
    public required string Type { get; init; }

    /// <summary>One line for people. It may hold text chosen by an attacker: never trust, always encode.</summary>
    public required string Title { get; init; }

    /// <summary>A paragraph for people, with the same warning.</summary>
    public string Description { get; init; } = "";

    /// <summary>The account the finding is about.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The Region the finding is about.</summary>
    public required string Region { get; init; }

    /// <summary>Severity by label.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Resources in the order of the finding; the first is the one acted on.</summary>
    public required ImmutableArray<FindingResource> Resources { get; init; }

    /// <summary>The identity concerned, if any.</summary>
    public FindingPrincipal? Principal { get; init; }

    /// <summary>Whether the resource acted or was acted upon.</summary>
    public ResourceRole Role { get; init; }

    /// <summary>Remote IP addresses seen, as text.</summary>
    public ImmutableArray<string> RemoteAddresses { get; init; } = [];

    /// <summary>When the detector first created the finding. It stays the same through updates.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the activity was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often it was seen; 1 or more.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The detector made it up to show what it looks like: it is never acted on.</summary>
    public bool Sample { get; init; }
}
