using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Triage;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Testing;

/// <summary>A remediation that can be planned with and refuses to run.</summary>
public sealed class PlannedRemediation(string id, string targetType, Reversibility reversibility = Reversibility.Full) : IRemediation
{
    private const string Why = "This remediation is only for planning.";

    /// <summary>One for each that the playbooks name.</summary>
    public static ImmutableArray<IRemediation> Catalogue { get; } =
    [
        .. from playbook in PlaybookTable.All
           from step in playbook.Steps
           group playbook by step.Remediation into uses
           select new PlannedRemediation(uses.Key, TargetTypeOf(uses.Key, uses.First())),
    ];

    /// <inheritdoc/>
    public RemediationDescription Description { get; } = new()
    {
        Id = id,
        Title = $"{id} on {{target}}",
        Why = "So that tests have a plan.",
        TargetType = targetType,
        Resolves = ["*"],
        Risk = Risk.Medium,
        Reversibility = reversibility,
        DefaultMode = ResponseMode.AskFirst,
        Reads = [],
        Writes = ["ec2:DescribeInstances"],
        Scope = ["*"],
        HowToVerify = "Look.",
        MayBreak = "Nothing.",
        HowToUndo = "There is nothing to undo.",
    };

    /// <inheritdoc/>
    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts) =>
        [$"{Description.Id} {target.Resource.Id} ({string.Join("; ", facts.State.Select(entry => $"{entry.Key}={entry.Value}"))})"];

    /// <inheritdoc/>
    public Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel) =>
        Task.FromResult<Captured>(new Captured.Refused(Why));

    /// <inheritdoc/>
    public Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel) =>
        Task.FromResult<Applied>(new Applied.Refused(Why));

    /// <inheritdoc/>
    public Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel) =>
        Task.FromResult<Verification>(new Verification.StillOpen(Why));

    /// <inheritdoc/>
    public Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel) =>
        Task.FromResult<Restored>(new Restored.NotReversible(Why));

    private static string TargetTypeOf(string remediation, Playbook playbook) => remediation switch
    {
        "Iam/DeactivateAccessKey" => "AwsIamAccessKey",
        "Iam/QuarantineUser" => "AwsIamUser",
        "Iam/RevokeRoleSessions" => "AwsIamRole",
        "NetworkFirewall/BlockAddress" => PlanTargets.RemoteAddress,
        _ when playbook.On is ActsOn.Account => "AwsAccount",
        _ when playbook.On is ActsOn.Resource => playbook.ResourceType,
        _ => "AwsEc2Instance",
    };
}
