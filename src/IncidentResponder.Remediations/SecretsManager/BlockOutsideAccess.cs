using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.SecretsManager;

/// <summary>Takes everybody and other accounts out of a secret's policy. The value is neither read nor changed: who had it has it.</summary>
internal sealed partial class BlockOutsideAccess(AwsClients aws) : Remediation<SecretPolicy>(aws, BlockOutsideAccessJson.Default.SecretPolicy)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "SecretsManager/BlockOutsideAccess",
        Title = "Take everybody and other accounts out of the policy of secret {target}",
        Why = "Nobody outside the account reads the secret any more.",
        TargetType = "AwsSecretsManagerSecret",
        Resolves = ["ExternalAccess", "CredentialAccess:IAMUser/AnomalousBehavior"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
        Writes = ["secretsmanager:DeleteResourcePolicy", "secretsmanager:PutResourcePolicy"],
        Scope = ["arn:{partition}:secretsmanager:{region}:{account}:secret:{id}-*", "arn:{partition}:secretsmanager:{region}:{account}:secret:*{id}"],
        MayBreak =
            "Workloads of partners' and the organisation's other accounts fail when they read the secret next; what they have cached goes on working, for the " +
            "secret's value stays the same: rotate it as well.",
        HowToVerify = "aws secretsmanager get-resource-policy --secret-id SECRET shows none of the statements named here.",
        HowToUndo =
            "Undo puts the captured policy back, byte for byte; whom it let in is let in again at once. " +
            "By hand: aws secretsmanager put-resource-policy --secret-id SECRET --resource-policy file://CAPTURED.",
    };

    /// <inheritdoc/>
    protected override Task<Look<SecretPolicy>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        SecretPolicy.ReadAsync(Aws.SecretsManager, target, cancel);

    /// <inheritdoc/>
    protected override SecretPolicy Contained(RemediationTarget target, SecretPolicy before, DateTimeOffset at) =>
        new(PolicyStatements.Read(before.Policy, target.Resource.Account)?.Without(Audience.Public, Audience.OutsideAccount));

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, SecretPolicy now, SecretPolicy wanted) =>
        now.Toward(Aws.SecretsManager, target, wanted);

    /// <inheritdoc/>
    protected override SecretPolicy AsTold(RemediationTarget target, SecretPolicy now, SecretPolicy known) => now.AsTold(target, known);

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, SecretPolicy state) =>
        PolicyStatements.Read(state.Policy, target.Resource.Account) is { } policy
            ? $"The policy of secret {target.Resource.Id} has {policy.All.Length} statements, of which {policy.LettingOutsidersIn.Count()} let outsiders in (Secrets Manager)."
            : $"Secret {target.Resource.Id} has no policy (Secrets Manager).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, SecretPolicy state, CancellationToken cancel)
    {
        var statements = PolicyStatements.Read(state.Policy, target.Resource.Account) is { } policy ? PolicyLines.Of(policy, "Secrets Manager") : [];
        return Task.FromResult<ImmutableArray<string>>([.. statements, .. LiveSecret.UsesOf(state.LastRead, state.Replicas)]);
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(SecretPolicy))]
    private sealed partial class BlockOutsideAccessJson : JsonSerializerContext;
}
