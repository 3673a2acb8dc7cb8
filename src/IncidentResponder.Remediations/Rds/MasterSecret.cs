using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Rds;

/// <summary>The secret in which RDS keeps the master password of a DB instance or of the cluster that it is a member of.</summary>
internal sealed record MasterSecret
{
    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The cluster whose password it is; null when it is the instance's own.</summary>
    public string? Cluster { get; init; }

    /// <summary>What RDS says of it: "active", "creating", "rotating", "impaired".</summary>
    public required string? Status { get; init; }

    /// <summary>The id of the version that is AWSCURRENT.</summary>
    public string Version { get; init; } = "";

    /// <summary>The day on which the password was last changed, in UTC; null when unknown.</summary>
    public string? ChangedOn { get; init; }

    /// <summary>The day on which it was last read, in UTC; null when never.</summary>
    public string? ReadOn { get; init; }

    /// <summary>What RDS says of the database: "available", "stopped", "modifying".</summary>
    public required string? Database { get; init; }

    /// <summary>Which values of the database wait for its maintenance window.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];

    /// <summary>RDS is making a password.</summary>
    public bool IsMoving => Status is "creating" or "rotating";
}
