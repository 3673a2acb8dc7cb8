using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.KeyManagementService.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.Kms;

/// <summary>
/// Takes everybody and other accounts out of a key's policy. KMS's check that somebody can still change the policy afterwards is left on,
/// and a policy that would be left empty is not touched.
/// </summary>
internal sealed partial class RemoveOutsideStatements(AwsClients aws) : Remediation<RemoveOutsideStatements.State>(aws, RemoveOutsideStatementsJson.Default.State)
{
    private const string PolicyName = "default";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Kms/RemoveOutsideStatements",
        Title = "Take everybody and other accounts out of the policy of key {target}",
        Why = "Another account neither decrypts with the key nor changes it by its policy any more.",
        TargetType = "AwsKmsKey",
        Resolves = ["KMS.3", "KMS.5", "Exfiltration:IAMUser/AnomalousBehavior", "Persistence:IAMUser/AnomalousBehavior"],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:ListResourceTags"],
        Writes = ["kms:PutKeyPolicy"],
        Scope = ["arn:{partition}:kms:{region}:{account}:key/{id}"],
        MayBreak =
            "Other accounts can't decrypt what is encrypted under the key: shared snapshots, objects, secrets and log deliveries. Grants that they have go on " +
            "until they are revoked.",
        HowToVerify = "aws kms get-key-policy --key-id KEY --policy-name default shows none of the statements named here.",
        HowToUndo =
            "Undo puts the captured policy back, byte for byte; whom it let in is let in again at once. " +
            "By hand: aws kms put-key-policy --key-id KEY --policy-name default --policy file://CAPTURED.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveKey.ReadAsync(Aws.Kms, target, async key => new State(
            (await Aws.Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key.KeyId, PolicyName = PolicyName }, cancel)).Policy ?? ""), cancel);
        return look is Look<State>.Usable live && Closed(target, live.State) is null
            ? new Look<State>.Unusable(
                $"The policy of key {target.Resource.Id} can't be read, or would have no statement left and nobody to change it; edit it by hand with aws kms put-key-policy.")
            : look;
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(Closed(target, before) ?? before.Policy);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var key = target.Resource.Id;
        if (!PolicyStatements.Same(now.Policy, wanted.Policy, target.Resource.Account))
            yield return new("kms:PutKeyPolicy", $"{key}: {wanted.Policy}", stop => Aws.Kms.PutKeyPolicyAsync(
                new PutKeyPolicyRequest { KeyId = key, PolicyName = PolicyName, Policy = wanted.Policy, BypassPolicyLockoutSafetyCheck = false }, stop));
    }

    /// <inheritdoc/>
    protected override State AsTold(RemediationTarget target, State now, State known) =>
        PolicyStatements.Same(now.Policy, known.Policy, target.Resource.Account) ? known : now;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state)
    {
        var policy = PolicyStatements.Read(state.Policy, target.Resource.Account);
        return $"The policy of key {target.Resource.Id} has {policy?.All.Length} statements, of which {policy?.LettingOutsidersIn.Count()} let outsiders in (KMS).";
    }

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>(PolicyStatements.Read(state.Policy, target.Resource.Account) is { } policy ? [.. PolicyLines.Of(policy, "KMS")] : []);

    private static string? Closed(RemediationTarget target, State state) =>
        PolicyStatements.Read(state.Policy, target.Resource.Account)?.Without(Audience.Public, Audience.OutsideAccount);

    /// <summary>What is captured and put back.</summary>
    /// <param name="Policy">The policy, byte for byte.</param>
    internal sealed record State(string Policy);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RemoveOutsideStatementsJson : JsonSerializerContext;
}
