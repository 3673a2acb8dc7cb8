using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Remediations.Runbooks;

/// <summary>
/// What people do by hand: the responder has no right to do it and changes nothing. Its plan is the list of their steps, with the commands
/// for the target.
/// </summary>
internal abstract class Runbook : IRemediation
{
    /// <inheritdoc/>
    public abstract RemediationDescription Description { get; }

    /// <summary>The steps, in order: a sentence each, with its command.</summary>
    protected abstract ImmutableArray<string> StepsFor(RemediationTarget target);

    /// <inheritdoc/>
    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts) => StepsFor(target);

    /// <inheritdoc/>
    public Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel) => Task.FromResult<Captured>(new Captured.Refused(ByHand(target)));

    /// <inheritdoc/>
    public Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel) =>
        Task.FromResult<Applied>(new Applied.Refused(ByHand(target)));

    /// <inheritdoc/>
    public Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel) =>
        Task.FromResult<Verification>(new Verification.StillOpen($"The responder can't tell whether it was done for {target.Resource.Id}. {Description.HowToVerify}"));

    /// <inheritdoc/>
    public Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel) =>
        Task.FromResult<Restored>(new Restored.NotReversible($"The responder changed nothing about {target.Resource.Id}. {Description.HowToUndo}"));

    private string ByHand(RemediationTarget target) =>
        $"People do this by hand, and the responder has no right to: {string.Join(' ', StepsFor(target).Select((step, number) => $"{number + 1}. {step}"))}";
}
