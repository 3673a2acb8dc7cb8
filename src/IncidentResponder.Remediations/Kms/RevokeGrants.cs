using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.KeyManagementService.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.Kms;

/// <summary>
/// Revokes the grants on a key whose grantee is in another account. Grants of the own account and of AWS services stay. A grant made again
/// has another id, so grants are compared by what they give.
/// </summary>
internal sealed partial class RevokeGrants(AwsClients aws) : Remediation<RevokeGrants.State>(aws, RevokeGrantsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Kms/RevokeGrants",
        Title = "Revoke the grants on key {target} to other accounts",
        Why = "Another account no longer decrypts by a grant, which outlives every change of the key's policy.",
        TargetType = "AwsKmsKey",
        Resolves = ["KMS.3", "Exfiltration:IAMUser/AnomalousBehavior", "Persistence:IAMUser/AnomalousBehavior"],
        Risk = Risk.High,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["kms:DescribeKey", "kms:ListGrants", "kms:ListResourceTags"],
        Writes = ["kms:CreateGrant", "kms:RevokeGrant"],
        Scope = ["arn:{partition}:kms:{region}:{account}:key/{id}"],
        MayBreak =
            "What other accounts do with the key by a grant fails, within five minutes: copies of shared snapshots, volumes and databases made from them, " +
            "instances of an Auto Scaling group elsewhere. What the key's policy allows them goes on.",
        HowToVerify = "aws kms list-grants --key-id KEY shows no grantee of another account.",
        HowToUndo =
            "Undo makes grants with the same content; they have other ids and tokens, which those who retire or revoke them by id must learn. " +
            "By hand: aws kms create-grant --key-id KEY --grantee-principal ARN --operations OPERATION….",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        LiveKey.ReadAsync(Aws.Kms, target, async key => new State(await KeyGrant.ReadAsync(Aws.Kms, key.KeyId, cancel)), cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new([.. before.Grants.Where(grant => !IsOutside(target, grant))]);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var key = target.Resource.Id;
        foreach (var (grant, number) in Surplus(now, wanted).Where(one => IsOutside(target, one.Grant)))
            yield return new("kms:RevokeGrant", $"{key}: {grant}{number}", stop => Aws.Kms.RevokeGrantAsync(new RevokeGrantRequest { KeyId = key, GrantId = grant.Id }, stop));
        foreach (var (grant, number) in Surplus(wanted, now).Where(one => IsOutside(target, one.Grant)))
            yield return new("kms:CreateGrant", $"{key}: {grant}{number}", stop => Aws.Kms.CreateGrantAsync(grant.Request(key), stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Key {target.Resource.Id} has {state.Grants.Count} grants, of which {state.Grants.Count(grant => IsOutside(target, grant))} are to other accounts (KMS).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>([.. state.Grants.Where(grant => IsOutside(target, grant)).Select(grant => $"Would be revoked: {grant} (KMS).").Distinct()]);

    private static bool IsOutside(RemediationTarget target, KeyGrant grant) =>
        PolicyPrincipal.Of(grant.Grantee, target.Resource.Account) is Audience.OutsideAccount;

    // Several grants may give the same; they are told apart by a number.
    private static IEnumerable<(KeyGrant Grant, string Number)> Surplus(State of, State over) =>
        from same in of.Grants.GroupBy(grant => grant.ToString())
        let kept = over.Grants.Count(grant => grant.ToString() == same.Key)
        from one in same.Skip(kept).Select((grant, index) => (grant, index == 0 ? "" : $" (once more: {index + 1})"))
        select one;

    /// <summary>What is captured and put back.</summary>
    /// <param name="Grants">Every grant on the key.</param>
    internal sealed record State(IReadOnlyList<KeyGrant> Grants);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RevokeGrantsJson : JsonSerializerContext;
}
