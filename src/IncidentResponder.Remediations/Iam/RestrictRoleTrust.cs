using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.IdentityManagement.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.Iam;

/// <summary>
/// Takes everybody and other accounts out of a role's trust, and leaves the account's own identities and AWS services. A role must trust
/// somebody: where nobody is left, the trust refuses everybody.
/// </summary>
internal sealed partial class RestrictRoleTrust(AwsClients aws) : Remediation<RestrictRoleTrust.State>(aws, RestrictRoleTrustJson.Default.State)
{
    private const string Nobody =
        """{"Version":"2012-10-17","Statement":[{"Sid":"IncidentResponse","Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Iam/RestrictRoleTrust",
        Title = "Take everybody and other accounts out of the trust of role {target}",
        Why = "Nobody outside the account assumes the role any more.",
        TargetType = "AwsIamRole",
        Resolves = ["ExternalAccess", "Persistence:IAMUser/AnomalousBehavior", "PrivilegeEscalation:IAMUser/AnomalousBehavior"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["iam:GetRole"],
        Writes = ["iam:UpdateAssumeRolePolicy"],
        Scope = ["arn:{partition}:iam::{account}:role/{id}", "arn:{partition}:iam::{account}:role/*/{id}"],
        BlastRadiusReads = ["iam:ListInstanceProfilesForRole"],
        MayBreak =
            "Partners, vendors and the organisation's other accounts that assume the role are refused: deployment, monitoring and backup from another account stop. " +
            "Sessions that they have go on until they expire: revoke the role's sessions as well. Sign-in through an identity provider is left: look at the statements named here.",
        HowToVerify = "aws iam get-role --role-name ROLE shows none of the statements named here in AssumeRolePolicyDocument.",
        HowToUndo =
            "Undo puts the captured trust back, byte for byte; whom it let in may assume the role again at once. " +
            "By hand: aws iam update-assume-role-policy --role-name ROLE --policy-document file://CAPTURED.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        switch (await LiveRole.ReadAsync(Aws.Iam, target.Resource, cancel))
        {
            case Look<Role>.Usable { State: var role }:
                var trust = Uri.UnescapeDataString(role.AssumeRolePolicyDocument ?? "");
                return PolicyStatements.Read(trust, target.Resource.Account) is null
                    ? new Look<State>.Unusable($"The trust of role {role.RoleName} can't be read as a policy; look at it with aws iam get-role --role-name {role.RoleName}.")
                    : new Look<State>.Usable(new(trust) { LastUse = LastUse.OfRole(role) }) { PrincipalArn = role.Arn };
            case Look<Role>.Gone gone:
                return new Look<State>.Gone(gone.Why);
            case var other:
                return new Look<State>.Unusable(((Look<Role>.Unusable)other).Why);
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new(PolicyStatements.Read(before.Trust, target.Resource.Account)?.Without(Audience.Public, Audience.OutsideAccount) ?? Nobody);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (!PolicyStatements.Same(now.Trust, wanted.Trust, target.Resource.Account))
            yield return new("iam:UpdateAssumeRolePolicy", $"{target.Resource.Id}: {wanted.Trust}", stop => Aws.Iam.UpdateAssumeRolePolicyAsync(
                new() { RoleName = target.Resource.Id, PolicyDocument = wanted.Trust }, stop));
    }

    /// <inheritdoc/>
    protected override State AsTold(RemediationTarget target, State now, State known) =>
        PolicyStatements.Same(now.Trust, known.Trust, target.Resource.Account) ? known : now;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state)
    {
        var policy = PolicyStatements.Read(state.Trust, target.Resource.Account);
        return $"The trust of role {target.Resource.Id} has {policy?.All.Length ?? 0} statements, of which {policy?.LettingOutsidersIn.Count() ?? 0} let outsiders in (IAM).";
    }

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (PolicyStatements.Read(state.Trust, target.Resource.Account) is { } policy)
            lines.AddRange(PolicyLines.Of(policy, "IAM"));
        lines.Add(state.LastUse);
        var profiles = await RoleProfiles.ReadAsync(Aws.Iam, target.Resource.Id, cancel);
        lines.AddRange(profiles.Select(profile => $"Instances with profile {profile} work with the role; they go on where the trust still lets EC2 in (IAM)."));
        return lines.ToImmutable();
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Trust">The trust policy, byte for byte.</param>
    internal sealed record State(string Trust)
    {
        /// <summary>When the role was last used, in words.</summary>
        [JsonIgnore]
        public string LastUse { get; init; } = "";
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RestrictRoleTrustJson : JsonSerializerContext;
}
