using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.IdentityManagement.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Iam;

/// <summary>
/// Refuses every session of a role that was issued before the target was captured, by the policy that the IAM console writes for it.
/// A later cut-off that is there already is kept: it is never moved back.
/// </summary>
internal sealed partial class RevokeRoleSessions(AwsClients aws)
    : Remediation<RevokeRoleSessions.State>(aws, RevokeRoleSessionsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Iam/RevokeRoleSessions",
        Title = "Revoke the sessions of role {target}",
        Why = "Temporary credentials that were taken from the role are refused, wherever they are used.",
        TargetType = "AwsIamRole",
        Resolves =
        [
            "UnauthorizedAccess:IAMUser/*", "*:IAMUser/AnomalousBehavior", "Exfiltration:S3/*", "AttackSequence:IAM/CompromisedCredentials",
        ],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies"],
        Writes = ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
        Scope = ["arn:{partition}:iam::{account}:role/{id}", "arn:{partition}:iam::{account}:role/*/{id}"],
        BlastRadiusReads = ["iam:ListInstanceProfilesForRole"],
        MayBreak =
            "Every session of the role that was issued before is refused, those of healthy workloads too: instances, tasks and functions fail until their " +
            "credentials are renewed, which can take hours. Whoever may assume the role can do so again: contain the credentials that it was assumed with " +
            "first. Sessions of other roles that were assumed from it have an issue time of their own and go on, and long-term keys have none. " +
            "A policy of this name that says something else is replaced until undo.",
        HowToVerify =
            "aws iam get-role-policy --role-name ROLE --policy-name AWSRevokeOlderSessions shows Deny * on * with DateLessThan aws:TokenIssueTime; " +
            "within minutes an old session is answered \"with an explicit deny in an identity-based policy\".",
        HowToUndo =
            "Undo deletes the policy, or puts back what it said before; old sessions that have not expired work again. Leaving it is safe: sessions issued " +
            "since are not refused. By hand: aws iam delete-role-policy --role-name ROLE --policy-name AWSRevokeOlderSessions.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        switch (await LiveRole.ReadAsync(Aws.Iam, target.Resource, cancel))
        {
            case Look<Role>.Usable live:
                var policies = await RolePolicies.ReadAsync(Aws.Iam, live.State.RoleName, cancel);
                return policies.WhyNoRoom(SessionCutOff.PolicyName, SessionCutOff.Document(DateTimeOffset.MaxValue)) is { } full
                    ? new Look<State>.Unusable(full)
                    : new Look<State>.Usable(new(policies.Inline.GetValueOrDefault(SessionCutOff.PolicyName)) { LastUse = LastUse.OfRole(live.State) }) { PrincipalArn = live.PrincipalArn };
            case Look<Role>.Gone gone:
                return new Look<State>.Gone(gone.Why);
            case var other:
                return new Look<State>.Unusable(((Look<Role>.Unusable)other).Why);
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new(SessionCutOff.Document(at)) { OrLater = true };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var later = wanted.OrLater && SessionCutOff.Of(now.Policy) >= SessionCutOff.Of(wanted.Policy);
        if (now.Policy != wanted.Policy && !later)
            yield return RolePolicies.Set(Aws.Iam, target.Resource.Id, SessionCutOff.PolicyName, wanted.Policy,
                wanted.OrLater ? "Deny * on * to the sessions that were issued before now" : "as captured");
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => (state.Policy, SessionCutOff.Of(state.Policy)) switch
    {
        (null, _) => $"Role {target.Resource.Id} refuses no session for its age: it has no policy {SessionCutOff.PolicyName} (IAM).",
        (_, { } time) => $"Role {target.Resource.Id} refuses the sessions that were issued before {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC (IAM).",
        _ => $"Policy {SessionCutOff.PolicyName} of role {target.Resource.Id} says something else than its name (IAM).",
    };

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var profiles = await RoleProfiles.ReadAsync(Aws.Iam, target.Resource.Id, cancel);
        return [state.LastUse, .. profiles.Select(profile => $"Instances with profile {profile} work with the role and fail until their credentials are renewed (IAM).")];
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Policy">The document of AWSRevokeOlderSessions; null when the role has none.</param>
    internal sealed record State(string? Policy)
    {
        /// <summary>A later cut-off does as well: another incident may have set it meanwhile.</summary>
        [JsonIgnore]
        public bool OrLater { get; init; }

        /// <summary>When the role was last used, in words.</summary>
        [JsonIgnore]
        public string LastUse { get; init; } = "";
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RevokeRoleSessionsJson : JsonSerializerContext;
}
