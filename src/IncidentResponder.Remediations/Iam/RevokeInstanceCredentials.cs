using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2.Model;
using Amazon.IdentityManagement;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ec2;

namespace IncidentResponder.Remediations.Iam;

/// <summary>
/// Refuses the credentials that an instance got for its role, wherever they are used, and leaves the role's other instances alone: EC2
/// puts the instance's ARN into them. Taking the role off the instance would not end what was issued already.
/// </summary>
internal sealed partial class RevokeInstanceCredentials(AwsClients aws)
    : Remediation<RevokeInstanceCredentials.State>(aws, RevokeInstanceCredentialsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Iam/RevokeInstanceCredentials",
        Title = "Refuse the role credentials of instance {target}",
        Why = "Credentials that were taken from the instance are refused, on it and elsewhere, and new ones that it is given too.",
        TargetType = "AwsEc2Instance",
        Resolves =
        [
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
            "UnauthorizedAccess:EC2/MetadataDNSRebind", "AttackSequence:EC2/CompromisedInstanceGroup",
        ],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["ec2:DescribeInstances", "iam:GetInstanceProfile", "iam:GetRolePolicy", "iam:ListRolePolicies"],
        Writes = ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
        Scope = ["arn:{partition}:iam::{account}:role/*"],
        BlastRadiusReads = ["ec2:DescribeIamInstanceProfileAssociations", "iam:GetRole", "iam:ListInstanceProfilesForRole"],
        MayBreak =
            "Whatever the instance itself does with its role fails, Systems Manager's agent included: capture its memory before. Sessions of other roles that " +
            "were assumed with these credentials go on: revoke those roles' sessions. Containers and functions have no instance's ARN in their credentials; " +
            "for the role of a task or a function revoke the role's sessions.",
        HowToVerify =
            "aws iam get-role-policy --role-name ROLE --policy-name IR-Deny-INSTANCE shows Deny * on * with StringEquals ec2:SourceInstanceARN, and CloudTrail " +
            "shows AccessDenied for the stolen key.",
        HowToUndo =
            "Undo deletes the policy, while the instance still has the role. By hand: aws iam delete-role-policy --role-name ROLE --policy-name IR-Deny-INSTANCE.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveInstance.ReadAsync(Aws.Ec2, target.Resource, cancel);
        if (look is not LiveInstance.Usable { Instance: var instance })
            return new Look<State>.Unusable($"{look.Objection} Credentials that it was given stay valid until they expire: revoke the sessions of the role that it had.");
        if (instance.IamInstanceProfile?.Arn is not { } profile)
            return new Look<State>.Unusable($"Instance {target.Resource.Id} has no role; if it had one before, revoke that role's sessions.");
        try
        {
            return await InProfileAsync(target, profile, cancel);
        }
        catch (AmazonIdentityManagementServiceException gone) when (gone.ErrorCode is "NoSuchEntity")
        {
            return new Look<State>.Unusable($"Profile {profile} of instance {target.Resource.Id} does not exist any more; if its role does, revoke that role's sessions.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before with { Policy = Document(target, before.Profile) };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now != wanted)
            yield return RolePolicies.Set(Aws.Iam, wanted.Role, NameFor(target), wanted.Policy,
                wanted.Policy == Document(target, wanted.Profile) ? $"Deny * on * to the credentials of {target.Resource.Id}" : "as captured");
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Role {state.Role} {(state.Policy == Document(target, state.Profile) ? "refuses the credentials" : "has no policy that refuses the credentials")} of instance {target.Resource.Id} (IAM).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var others = 0;
        var associated = Aws.Ec2.Paginators.DescribeIamInstanceProfileAssociations(new DescribeIamInstanceProfileAssociationsRequest());
        await foreach (var one in associated.IamInstanceProfileAssociations.WithCancellation(cancel))
            others += one.IamInstanceProfile?.Arn == state.Profile && one.InstanceId != target.Resource.Id ? 1 : 0;
        var role = (await Aws.Iam.GetRoleAsync(new() { RoleName = state.Role }, cancel)).Role;
        var profiles = await RoleProfiles.ReadAsync(Aws.Iam, state.Role, cancel);
        return
        [
            others == 0
                ? $"No other instance has the profile {state.Profile} (EC2)."
                : $"{others} other instances have the profile {state.Profile} and go on as before (EC2).",
            LastUse.OfRole(role),
            .. profiles.Where(profile => !state.Profile.EndsWith($"/{profile}", StringComparison.Ordinal))
                .Select(profile => $"Instances with profile {profile} have the role too and go on as before (IAM)."),
        ];
    }

    private async Task<Look<State>> InProfileAsync(RemediationTarget target, string profile, CancellationToken cancel)
    {
        var found = await Aws.Iam.GetInstanceProfileAsync(new() { InstanceProfileName = profile[(profile.LastIndexOf('/') + 1)..] }, cancel);
        if (found.InstanceProfile.Roles is not [var role, ..])
            return new Look<State>.Unusable($"Instance {target.Resource.Id} has no role: its profile {profile} is empty. If it had one before, revoke that role's sessions.");
        if (LiveRole.WhyNot(role, target.Resource.Account) is { } why)
            return new Look<State>.Unusable(why);

        var policies = await RolePolicies.ReadAsync(Aws.Iam, role.RoleName, cancel);
        return policies.WhyNoRoom(NameFor(target), Document(target, profile)) is { } full
            ? new Look<State>.Unusable(full)
            : new Look<State>.Usable(new(profile, role.RoleName, policies.Inline.GetValueOrDefault(NameFor(target)))) { PrincipalArn = role.Arn };
    }

    private static string NameFor(RemediationTarget target) => $"IR-Deny-{target.Resource.Id}";

    // The instance is in the profile's partition and account, and in the target's Region.
    private static string Document(RemediationTarget target, string profile) =>
        """{"Version":"2012-10-17","Statement":[{"Sid":"IncidentResponse","Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"ec2:SourceInstanceARN":"INSTANCE"}}}]}"""
            .Replace("INSTANCE", $"arn:{profile.Split(':')[1]}:ec2:{target.Resource.Region}:{target.Resource.Account}:instance/{target.Resource.Id}", StringComparison.Ordinal);

    /// <summary>What is captured and put back.</summary>
    /// <param name="Profile">The ARN of the instance's profile.</param>
    /// <param name="Role">The role in it.</param>
    /// <param name="Policy">The role's policy about the instance; null when it has none.</param>
    internal sealed record State(string Profile, string Role, string? Policy);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RevokeInstanceCredentialsJson : JsonSerializerContext;
}
