using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Iam;

/// <summary>Switches off what a user has besides access keys and a password: SSH keys and the credentials of single services.</summary>
internal sealed partial class DeactivateOtherCredentials(AwsClients aws)
    : Remediation<UserCredentials>(aws, DeactivateOtherCredentialsJson.Default.UserCredentials)
{
    private const string SshKey = "SSH public key";
    private const string OfAService = "service-specific credential";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Iam/DeactivateOtherCredentials",
        Title = "Deactivate the SSH keys and service credentials of user {target}",
        Why = "Code repositories, Keyspaces and Bedrock don't let the user in any more by credentials that a policy or a key would not show.",
        TargetType = "AwsIamUser",
        Resolves = ["UnauthorizedAccess:IAMUser/*", "*:IAMUser/AnomalousBehavior", "AttackSequence:IAM/CompromisedCredentials"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["iam:GetUser", "iam:ListAccessKeys", "iam:ListSSHPublicKeys", "iam:ListServiceSpecificCredentials"],
        Writes = ["iam:UpdateSSHPublicKey", "iam:UpdateServiceSpecificCredential"],
        Scope = ["arn:{partition}:iam::{account}:user/{id}", "arn:{partition}:iam::{account}:user/*/{id}"],
        MayBreak =
            "The user's Git clients and applications on CodeCommit, Keyspaces and Bedrock are refused. Access keys and the console go on: those are other remediations. " +
            "Signing certificates are not touched; delete them by hand with aws iam delete-signing-certificate where they are used.",
        HowToVerify = "aws iam list-ssh-public-keys --user-name USER and aws iam list-service-specific-credentials --user-name USER say Inactive of each.",
        HowToUndo =
            "Undo makes those active again that were. By hand: aws iam update-ssh-public-key --user-name USER --ssh-public-key-id KEY --status Active, and " +
            "aws iam update-service-specific-credential --user-name USER --service-specific-credential-id ID --status Active.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<UserCredentials>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveUser.ReadAsync(Aws.Iam, target, cancel);
        if (look is not LiveUser.Usable { User: var user })
            return new Look<UserCredentials>.Unusable(look.Objection);

        var found = new List<UserCredential>();
        await foreach (var page in Aws.Iam.Paginators.ListSSHPublicKeys(new() { UserName = user.UserName }).Responses.WithCancellation(cancel))
            found.AddRange((page.SSHPublicKeys ?? []).Select(key => new UserCredential(key.SSHPublicKeyId, SshKey, key.Status.Value)));
        found.AddRange(await OfServicesAsync(user.UserName, cancel));
        return new Look<UserCredentials>.Usable(new([.. found.OrderBy(one => one.Id, StringComparer.Ordinal)])) { PrincipalArn = user.Arn };
    }

    /// <inheritdoc/>
    protected override UserCredentials Contained(RemediationTarget target, UserCredentials before, DateTimeOffset at) => before.SwitchedOff();

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, UserCredentials now, UserCredentials wanted) =>
        now.Toward(wanted).Select(one => one.Kind == SshKey
            ? new Change("iam:UpdateSSHPublicKey", $"{one.Id} of {target.Resource.Id} → {one.Status}",
                stop => Aws.Iam.UpdateSSHPublicKeyAsync(new() { UserName = target.Resource.Id, SSHPublicKeyId = one.Id, Status = one.Status }, stop))
            : new Change("iam:UpdateServiceSpecificCredential", $"{one.Id} of {target.Resource.Id} → {one.Status}",
                stop => Aws.Iam.UpdateServiceSpecificCredentialAsync(
                    new() { UserName = target.Resource.Id, ServiceSpecificCredentialId = one.Id, Status = one.Status }, stop)));

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, UserCredentials now, UserCredentials before) => now.WhyNoWayBack(target.Resource.Id, before);

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, UserCredentials state) => state.Say(target.Resource.Id, "SSH public key and no service-specific credential");

    private async Task<IReadOnlyList<UserCredential>> OfServicesAsync(string user, CancellationToken cancel)
    {
        var found = new List<UserCredential>();
        string? marker = null;
        do
        {
            var page = await Aws.Iam.ListServiceSpecificCredentialsAsync(new() { UserName = user, Marker = marker }, cancel);
            found.AddRange((page.ServiceSpecificCredentials ?? []).Select(one => new UserCredential(one.ServiceSpecificCredentialId, OfAService, one.Status.Value)));
            marker = page.IsTruncated is true ? page.Marker : null;
        }
        while (marker is not null);
        return found;
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(UserCredentials))]
    private sealed partial class DeactivateOtherCredentialsJson : JsonSerializerContext;
}
