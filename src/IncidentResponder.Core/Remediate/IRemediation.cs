using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Core.Remediate;

/// <summary>
/// A way to contain something, and the way back. Capture is always called and its result saved before Apply;
/// Apply may be called again after a crash at any point and must end in the same state.
/// </summary>
public interface IRemediation
{
    /// <summary>What it is, for people and for the permissions that are granted.</summary>
    RemediationDescription Description { get; }

    /// <summary>The AWS calls that Apply would make on this target with this state, in order, for the plan.</summary>
    /// <param name="target">The target.</param>
    /// <param name="facts">What the live target is.</param>
    ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts);

    /// <summary>Reads the prior state. Makes no change.</summary>
    Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel);

    /// <summary>Contains the target. Each change goes through the journal.</summary>
    Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel);

    /// <summary>Reads whether the containment holds. Makes no change.</summary>
    Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel);

    /// <summary>Puts the prior state back, unless the target has drifted from what Apply left.</summary>
    Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel);
}
