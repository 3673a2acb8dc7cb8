using System.Collections.Immutable;
using System.Text.Json.Serialization;

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

    /// <summary>GuardDuty's detector, where GuardDuty itself can be asked for the finding; null when only Security Hub told of it.</summary>
    public string? DetectorId { get; init; }

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

    /// <summary>Severity by label, as the provider stated it: the one that decides.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What the customer made of the severity in Security Hub; null when it is the provider's.</summary>
    public Severity? CustomerSeverity { get; init; }

    /// <summary>Where the finding stands with its provider and in Security Hub.</summary>
    public FindingState State { get; init; }

    /// <summary>The security control that a check belongs to, for example "EC2.8"; null for what is no check.</summary>
    public string? ControlId { get; init; }

    /// <summary>Resources in the order of the finding; the first is the one acted on.</summary>
    public required ImmutableArray<FindingResource> Resources { get; init; }

    /// <summary>The identity concerned, if any.</summary>
    public FindingPrincipal? Principal { get; init; }

    /// <summary>Whether the resource acted or was acted upon.</summary>
    public ResourceRole Role { get; init; }

    /// <summary>Remote IP addresses seen, as text.</summary>
    public ImmutableArray<string> RemoteAddresses { get; init; } = [];

    /// <summary>Domain names that were asked for, in small letters and without a closing dot.</summary>
    public ImmutableArray<string> RemoteDomains { get; init; } = [];

    /// <summary>When the detector first created the finding. It stays the same through updates.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the activity was first seen, where the event says so.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>Since when it goes on, for people: when it was first seen, else when the finding was created.</summary>
    [JsonIgnore]
    public DateTimeOffset Since => FirstSeen ?? CreatedAt;

    /// <summary>When the activity was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often it was seen; 1 or more.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Where to read on, as texts that begin with "https://". The provider may let others choose them: encode.</summary>
    public ImmutableArray<string> Links { get; init => field = value.IsDefaultOrEmpty ? [] : value; } = [];

    /// <summary>MITRE ATT&amp;CK techniques where the event names them, for example "T1078.004".</summary>
    public ImmutableArray<string> Techniques { get; init => field = value.IsDefaultOrEmpty ? [] : value; } = [];

    /// <summary>
    /// Why what the event says can't be relied on, for example an account number that is none; null when nothing stands against it.
    /// A finding in doubt is told to people and never acted on.
    /// </summary>
    public string? Doubt { get; init; }

    /// <summary>The detector made it up to show what it looks like: it is never acted on.</summary>
    public bool Sample { get; init; }
}
