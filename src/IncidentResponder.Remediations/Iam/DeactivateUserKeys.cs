using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Iam;

/// <summary>
/// Makes all access keys of a user unusable, those too that were made while it was being contained. The user's name is always given:
/// without it IAM would act on the caller's own keys.
/// </summary>
internal sealed partial class DeactivateUserKeys(AwsClients aws) : Remediation<UserCredentials>(aws, DeactivateUserKeysJson.Default.UserCredentials)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Iam/DeactivateUserKeys",
        Title = "Deactivate all access keys of user {target}",
        Why = "Whoever holds a key of the user can't sign requests with it any more.",
        TargetType = "AwsIamUser",
        Resolves = ["UnauthorizedAccess:IAMUser/*", "*:IAMUser/AnomalousBehavior", "AttackSequence:IAM/CompromisedCredentials"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["iam:GetUser", "iam:ListAccessKeys"],
        Writes = ["iam:UpdateAccessKey"],
        Scope = ["arn:{partition}:iam::{account}:user/{id}", "arn:{partition}:iam::{account}:user/*/{id}"],
        BlastRadiusReads = ["iam:GetAccessKeyLastUsed"],
        MayBreak =
            "Every workload that uses one of the keys fails. Sessions that were made with them live on until they expire, and whoever may change keys can " +
            "switch them on again: quarantining the user ends both.",
        HowToVerify = "aws iam list-access-keys --user-name USER says Inactive of each.",
        HowToUndo =
            "Undo makes those keys active again that were. By hand: aws iam update-access-key --user-name USER --access-key-id KEY --status Active.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<UserCredentials>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveUser.ReadAsync(Aws.Iam, target, cancel);
        return look is LiveUser.Usable { User: var user, Keys: var keys }
            ? new Look<UserCredentials>.Usable(new([.. keys.Select(key => new UserCredential(key.AccessKeyId, "access key", key.Status.Value)).OrderBy(key => key.Id, StringComparer.Ordinal)])) { PrincipalArn = user.Arn }
            : new Look<UserCredentials>.Unusable(look.Objection);
    }

    /// <inheritdoc/>
    protected override UserCredentials Contained(RemediationTarget target, UserCredentials before, DateTimeOffset at) => before.SwitchedOff();

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, UserCredentials now, UserCredentials wanted) =>
        now.Toward(wanted).Select(key => new Change("iam:UpdateAccessKey", $"{key.Id} of {target.Resource.Id} → {key.Status}",
            stop => Aws.Iam.UpdateAccessKeyAsync(new() { UserName = target.Resource.Id, AccessKeyId = key.Id, Status = key.Status }, stop)));

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, UserCredentials now, UserCredentials before) => now.WhyNoWayBack(target.Resource.Id, before);

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, UserCredentials state) => state.Say(target.Resource.Id, "access key");

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, UserCredentials state, CancellationToken cancel) =>
        LastUse.OfKeysAsync(Aws.Iam, state.Credentials.Select(key => key.Id), cancel);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(UserCredentials))]
    private sealed partial class DeactivateUserKeysJson : JsonSerializerContext;
}
