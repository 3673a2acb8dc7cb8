using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>What the responder may do by itself, as the people who own the account wrote it down.</summary>
public sealed record ResponsePolicy
{
    /// <summary>Who may approve: e-mail addresses in lower case.</summary>
    public required ImmutableArray<string> Approvers { get; init; }

    /// <summary>Resource ids that are never changed.</summary>
    public ImmutableArray<string> ProtectedResources { get; init; } = [];

    /// <summary>User names that are never changed, such as those kept for emergencies.</summary>
    public ImmutableArray<string> ProtectedUsers { get; init; } = [];

    /// <summary>The most that is done, whatever a rule allows: NotifyOnly stops every change.</summary>
    public ResponseMode MostMode { get; init; } = ResponseMode.ContainNow;

    /// <summary>Findings that are known and harmless for now; looked at before the rules.</summary>
    public ImmutableArray<Suppression> Suppressions { get; init; } = [];

    /// <summary>How long a question stays open when the rule does not say, in seconds by severity.</summary>
    public required ImmutableSortedDictionary<Severity, int> WindowSeconds { get; init; }

    /// <summary>Who is asked as well when nobody answers, where the rule does not say.</summary>
    public ImmutableArray<EscalationTier> Escalation { get; init; } = [];

    /// <summary>When people are not woken by what is only told; null for never.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>The rules in order; the first that matches decides. Where none does, people are told and nothing is changed.</summary>
    public required ImmutableArray<PolicyRule> Rules { get; init; }
}
