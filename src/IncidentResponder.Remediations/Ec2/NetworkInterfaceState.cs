using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>What isolation changes of one network interface.</summary>
internal sealed record NetworkInterfaceState
{
    public required string Id { get; init; }

    /// <summary>Its VPC: an instance can have interfaces in several.</summary>
    public required string Vpc { get; init; }

    /// <summary>Its security groups in their order.</summary>
    public required ImmutableArray<string> Groups { get; init; }

    /// <summary>An AWS service manages it and refuses changes by others.</summary>
    public bool RequesterManaged { get; init; }

    /// <summary>It carries branch interfaces (pods with groups of their own), which keep their groups.</summary>
    public bool Trunk { get; init; }

    /// <summary>Elastic IP addresses associated with it.</summary>
    public ImmutableArray<ElasticAddress> Addresses { get; init; } = [];

    /// <summary>Whether its groups are exactly these, in any order.</summary>
    public bool IsIn(params IEnumerable<string> groups) => Groups.ToHashSet().SetEquals(groups);
}
