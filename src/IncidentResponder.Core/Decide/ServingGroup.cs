namespace IncidentResponder.Core.Decide;

/// <summary>A group of instances that serve together, with the target among them.</summary>
public sealed record ServingGroup
{
    /// <summary>A group that replaces what leaves it.</summary>
    public const string AutoScaling = "Auto Scaling group";

    /// <summary>A group that a load balancer sends to.</summary>
    public const string LoadBalancing = "target group";

    /// <summary>One of the two above.</summary>
    public required string Kind { get; init; }

    /// <summary>The group's name.</summary>
    public required string Name { get; init; }

    /// <summary>How many of its instances are healthy and in service, the target counted where it is one of them.</summary>
    public required int InService { get; init; }

    /// <summary>The target is the only one of them.</summary>
    public required bool DependsOnTarget { get; init; }
}
