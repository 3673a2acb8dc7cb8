using System.Collections.Immutable;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Core.Remediate;

/// <summary>A power of the responder, as people read it: what it does, what it needs, what may break, how to undo.</summary>
public sealed record RemediationDescription
{
    /// <summary>Folder and class: "Ec2/IsolateInstance".</summary>
    public required string Id { get; init; }

    /// <summary>The service it belongs to, whose role it uses: "Ec2".</summary>
    public string Service => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The title; "{target}" stands for the target's id.</summary>
    public required string Title { get; init; }

    /// <summary>Why one would do it.</summary>
    public required string Why { get; init; }

    /// <summary>The resource type it acts on, in Security Hub's spelling.</summary>
    public required string TargetType { get; init; }

    /// <summary>The finding types and controls it answers, with * for any characters: "Policy:S3/*", "EC2.19".</summary>
    public required ImmutableArray<string> Resolves { get; init; }

    /// <summary>How much may break for those who use the target.</summary>
    public required Risk Risk { get; init; }

    /// <summary>Whether it can be undone.</summary>
    public required Reversibility Reversibility { get; init; }

    /// <summary>The most that is done with it where the policy says nothing else about it.</summary>
    public required ResponseMode DefaultMode { get; init; }

    /// <summary>The IAM actions by which it reads.</summary>
    public required ImmutableSortedSet<string> Reads { get; init; }

    /// <summary>The IAM actions by which it changes something, to contain and to undo.</summary>
    public required ImmutableSortedSet<string> Writes { get; init; }

    /// <summary>
    /// What the writes may reach: ARNs in which {partition}, {region}, {account} and {id} stand for the target's own, and * for any characters.
    /// </summary>
    public required ImmutableArray<string> Scope { get; init; }

    /// <summary>What else must hold for some of the writes.</summary>
    public ImmutableArray<WriteCondition> Conditions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What else is read to show people how far a containment reaches; not needed to contain.</summary>
    public ImmutableSortedSet<string> BlastRadiusReads { get; init => field = value ?? field; } = [];

    /// <summary>What may break for those who use the target.</summary>
    public required string MayBreak { get; init; }

    /// <summary>How a person checks that it holds.</summary>
    public required string HowToVerify { get; init; }

    /// <summary>How the responder undoes it, and how a person would by hand.</summary>
    public required string HowToUndo { get; init; }

    /// <summary>All IAM actions that containing, verifying and undoing use.</summary>
    public ImmutableSortedSet<string> Permissions => Reads.Union(Writes);
}
