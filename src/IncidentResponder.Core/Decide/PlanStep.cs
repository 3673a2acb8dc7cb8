using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>One remediation on one target, as people are shown it.</summary>
public sealed record PlanStep
{
    /// <summary>Place in the plan, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The remediation's id, for example "Ec2/IsolateInstance".</summary>
    public required string Remediation { get; init; }

    /// <summary>The title with the target in it: "Isolate i-0abc from the network".</summary>
    public required string Title { get; init; }

    /// <summary>The target.</summary>
    public required FindingResource Target { get; init; }

    /// <summary>The AWS calls that it will make, in order, with their parameters.</summary>
    public required ImmutableArray<string> Calls { get; init; }

    /// <summary>What may break for those who use the target.</summary>
    public required string MayBreak { get; init; }

    /// <summary>How it is undone.</summary>
    public required string HowToUndo { get; init; }
}
