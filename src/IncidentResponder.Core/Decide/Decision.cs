using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>What the policy decided for an incident, with its explanation.</summary>
public sealed record Decision
{
    /// <summary>The mode after all guards.</summary>
    public required ResponseMode Mode { get; init; }

    /// <summary>The policy rule that matched, or "default".</summary>
    public required string Rule { get; init; }

    /// <summary>The sentences that explain it: the rule, the facts, the guards that lowered the mode.</summary>
    public required ImmutableArray<string> Because { get; init; }

    /// <summary>The sentences that say what would have let an earlier rule decide.</summary>
    public ImmutableArray<string> Otherwise { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The part of the responder itself that the finding is about; null when it is about none.</summary>
    public string? OwnPart { get; init; }

    /// <summary>The plan; without steps when nothing is to be changed.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The facts that were read.</summary>
    public required TargetFacts Facts { get; init; }

    /// <summary>Who may approve: e-mail addresses, in lower case.</summary>
    public required ImmutableArray<string> Approvers { get; init; }

    /// <summary>How many different people must approve, from 1.</summary>
    public int Quorum { get; init => field = Math.Max(1, value); } = 1;

    /// <summary>Who is asked as well, in order, when nobody has answered after a time.</summary>
    public ImmutableArray<EscalationTier> Escalation { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How long the question stays open, in seconds; 60 to 86,400.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>Whether the plan runs when nobody answered in time.</summary>
    public required bool ContainOnExpiry { get; init; }

    /// <summary>After how many hours people are asked whether the containment is to stand; null for never.</summary>
    public int? LeaseHours { get; init; }

    /// <summary>A suppression of the policy decided it.</summary>
    public bool Suppressed { get; init; }

    /// <summary>Until when the first notice is held, because it is quiet; null when people are told at once.</summary>
    public DateTimeOffset? TellAt { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }
}
