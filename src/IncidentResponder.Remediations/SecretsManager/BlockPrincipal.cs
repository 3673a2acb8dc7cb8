using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.SecretsManager;

/// <summary>
/// Refuses a secret to the incident's user or role, whatever their own policies say. The statement compares the caller's ARN, so that it
/// needs no path, and holds for one that is deleted and made anew.
/// </summary>
internal sealed partial class BlockPrincipal(AwsClients aws) : Remediation<SecretPolicy>(aws, BlockPrincipalJson.Default.SecretPolicy)
{
    private const string Sid = "IRBlock";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "SecretsManager/BlockPrincipal",
        Title = "Refuse secret {target} to the incident's user or role",
        Why = "The identity that was taken over reads this secret no more, and others go on reading it.",
        TargetType = "AwsSecretsManagerSecret",
        Resolves = ["CredentialAccess:IAMUser/AnomalousBehavior", "UnauthorizedAccess:IAMUser/*", "AttackSequence:IAM/CompromisedCredentials"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
        Writes = ["secretsmanager:DeleteResourcePolicy", "secretsmanager:PutResourcePolicy"],
        Scope = ["arn:{partition}:secretsmanager:{region}:{account}:secret:{id}-*", "arn:{partition}:secretsmanager:{region}:{account}:secret:*{id}"],
        MayBreak =
            "Every workload of that user or role fails when it reads the secret next, healthy ones of a shared role too; what they have cached goes on working. " +
            "What was read already stays known: rotate the secret as well. Whoever may change the secret's policy can take the statement out again.",
        HowToVerify = "aws secretsmanager get-resource-policy --secret-id SECRET shows a statement IRBlock that denies the user's or role's ARN.",
        HowToUndo =
            "Undo takes only that statement out, and deletes the policy where there was none. " +
            "By hand: aws secretsmanager put-resource-policy --secret-id SECRET --resource-policy file://WITHOUT-IRBLOCK.",
    };

    /// <inheritdoc/>
    protected override Task<Look<SecretPolicy>> ReadAsync(RemediationTarget target, CancellationToken cancel) => target.Principal switch
    {
        { Kind: "IAMUser" or "AssumedRole" or "Role", Name: { } name } when TargetIds.IsUserName(name) => SecretPolicy.ReadAsync(Aws.SecretsManager, target, cancel),
        { Kind: "Root" } => Unusable("The finding is about the root user, whom its own account can't be protected from so; people must act."),
        _ => Unusable($"The finding names no user or role of account {target.Resource.Account} whom secret {target.Resource.Id} could be refused to; block outside access instead."),
    };

    /// <inheritdoc/>
    protected override SecretPolicy Contained(RemediationTarget target, SecretPolicy before, DateTimeOffset at)
    {
        if (PolicyStatements.Read(before.Policy, target.Resource.Account) is not { } policy)
            return new($$"""{"Version":"2012-10-17","Statement":[{{Statement(target, Sid)}}]}""");
        if (IsRefused(target, policy))
            return before;

        // Another incident may have refused it to somebody else.
        var sids = Enumerable.Range(1, policy.All.Length + 1).Select(number => number == 1 ? Sid : $"{Sid}{number}");
        return new(policy.With(Statement(target, sids.First(sid => policy.All.All(one => one.Name != sid)))));
    }

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, SecretPolicy now, SecretPolicy wanted) =>
        now.Toward(Aws.SecretsManager, target, wanted);

    /// <inheritdoc/>
    protected override SecretPolicy AsTold(RemediationTarget target, SecretPolicy now, SecretPolicy known) => now.AsTold(target, known);

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, SecretPolicy state) =>
        $"Secret {target.Resource.Id} {(PolicyStatements.Read(state.Policy, target.Resource.Account) is { } policy && IsRefused(target, policy) ? "refuses" : "does not refuse")} " +
        $"{target.Principal?.Name} by its policy (Secrets Manager).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, SecretPolicy state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>([.. LiveSecret.UsesOf(state.LastRead, state.Replicas)]);

    private static Task<Look<SecretPolicy>> Unusable(string why) => Task.FromResult<Look<SecretPolicy>>(new Look<SecretPolicy>.Unusable(why));

    private static bool IsRefused(RemediationTarget target, PolicyStatements policy) =>
        policy.All.Any(one => PolicyMeaning.Of(one.Json) == PolicyMeaning.Of(JsonElement.Parse(Statement(target, one.Name))));

    // A session's caller ARN is its role's; "*" is the partition, which the account has only one of.
    private static string Statement(RemediationTarget target, string sid)
    {
        var kind = $"arn:*:iam::{target.Resource.Account}:{(target.Principal?.Kind is "IAMUser" ? "user" : "role")}";
        return """{"Sid":"SID","Effect":"Deny","Principal":"*","Action":"secretsmanager:*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":["KIND/NAME","KIND/*/NAME"]}}}"""
            .Replace("SID", JsonEncodedText.Encode(sid).ToString(), StringComparison.Ordinal)
            .Replace("KIND", kind, StringComparison.Ordinal)
            .Replace("NAME", target.Principal?.Name, StringComparison.Ordinal);
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(SecretPolicy))]
    private sealed partial class BlockPrincipalJson : JsonSerializerContext;
}
