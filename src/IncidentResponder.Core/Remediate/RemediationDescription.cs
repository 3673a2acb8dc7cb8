using System.Collections.Immutable;

namespace IncidentResponder.Core.Remediate;

/// <summary>A power of the responder, as people read it: what it does, what it needs, what may break, how to undo.</summary>
public sealed record RemediationDescription
{
    /// <summary>Folder and class: "Ec2/IsolateInstance".</summary>
    public required string Id { get; init; }

    /// <summary>The title; "{target}" stands for the target's id.</summary>
    public required string Title { get; init; }

    /// <summary>Why one would do it.</summary>
    public required string Why { get; init; }

    /// <summary>The resource type it acts on, in Security Hub's spelling.</summary>
    public required string TargetType { get; init; }

    /// <summary>Whether it can be undone.</summary>
    public required Reversibility Reversibility { get; init; }

    /// <summary>The IAM actions it uses, reads and writes, apply and roll-back.</summary>
    public required ImmutableSortedSet<string> Permissions { get; init; }

    /// <summary>What may break for those who use the target.</summary>
    public required string MayBreak { get; init; }

    /// <summary>How the responder undoes it, and how a person would by hand.</summary>
    public required string HowToUndo { get; init; }
}
