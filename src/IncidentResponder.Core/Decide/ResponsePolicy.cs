using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>What the responder may do by itself, as the people who own the account wrote it down.</summary>
public sealed record ResponsePolicy
{
    /// <summary>The people behind the addresses.</summary>
    public People People { get; init; } = People.None;

    /// <summary>Those whom approvers name together.</summary>
    public ImmutableArray<ApproverGroup> Groups { get; init; } = [];

    /// <summary>Who may approve and is asked at once: main e-mail addresses in lower case.</summary>
    public required ImmutableArray<string> Approvers { get; init; }

    /// <summary>Who of the approvers is asked in turn, after a time.</summary>
    public ImmutableArray<EscalationTier> Turns { get; init; } = [];

    /// <summary>Resource ids that are never changed.</summary>
    public ImmutableArray<string> ProtectedResources { get; init; } = [];

    /// <summary>User names that are never changed, such as those kept for emergencies.</summary>
    public ImmutableArray<string> ProtectedUsers { get; init; } = [];

    /// <summary>The most that is done, whatever a rule allows: NotifyOnly stops every change.</summary>
    public ResponseMode MostMode { get; init; } = ResponseMode.ContainNow;

    /// <summary>How much is contained without a question before people are asked.</summary>
    public BreakerLimits Breaker { get; init; } = new();

    /// <summary>Findings that are known and harmless for now; looked at before the rules.</summary>
    public ImmutableArray<Suppression> Suppressions { get; init; } = [];

    /// <summary>How many incidents are opened one by one before the rest goes into a digest.</summary>
    public FloodLimits Flood { get; init; } = new();

    /// <summary>How long a question stays open when the rule does not say, in seconds by severity.</summary>
    public required ImmutableSortedDictionary<Severity, int> WindowSeconds { get; init; }

    /// <summary>Who is asked as well when nobody answers, where the rule does not say.</summary>
    public ImmutableArray<EscalationTier> Escalation { get; init; } = [];

    /// <summary>When people are not woken by what is only told; null for never.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>The rules in order; the first that matches decides. Where none does, people are told and nothing is changed.</summary>
    public required ImmutableArray<PolicyRule> Rules { get; init; }

    /// <summary>Whether a pattern of it names a field at a path, within it, or around it: what nobody asks about need not be read.</summary>
    public bool Names(string path) =>
        Rules.Any(rule => rule.When?.Names(path) is true) || Suppressions.Any(suppression => suppression.When?.Names(path) is true);
}
