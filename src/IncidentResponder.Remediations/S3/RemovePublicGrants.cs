using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.S3;

/// <summary>
/// Takes out of a bucket's access control list what it grants to everybody, and leaves the other grants. While S3 ignores public lists it
/// shows only the effective part of them: to write that back would lose the rest, so nothing is done then.
/// </summary>
internal sealed partial class RemovePublicGrants(AwsClients aws) : Remediation<RemovePublicGrants.State>(aws, RemovePublicGrantsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "S3/RemovePublicGrants",
        Title = "Take everybody out of the access control list of bucket {target}",
        Why = "Nobody lists, writes or reconfigures the bucket by its access control list without being named in it.",
        TargetType = "AwsS3Bucket",
        Resolves = ["Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted", "Policy:IAMUser/S3BucketPublic", "S3.2", "S3.3"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["s3:GetBucketAcl", "s3:GetBucketOwnershipControls", "s3:GetBucketPublicAccessBlock"],
        Writes = ["s3:PutBucketAcl"],
        Scope = ["arn:{partition}:s3:::{id}"],
        BlastRadiusReads = ["s3:GetBucketWebsite"],
        MayBreak =
            "Whoever lists, uploads to or reads the settings of the bucket without being named answers 403. " +
            "Objects have lists of their own, which stay as they are: what is public there stays public.",
        HowToVerify = "aws s3api get-bucket-acl --bucket BUCKET shows no grantee whose URI ends in AllUsers or AuthenticatedUsers.",
        HowToUndo =
            "Undo writes the captured grants back; what was public is public again at once. S3 refuses that while BlockPublicAcls is on, so " +
            "undo a block of public access first. By hand: aws s3api put-bucket-acl --bucket BUCKET --access-control-policy file://CAPTURED.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (bucket, owner) = (target.Resource.Id, target.Resource.Account.Value);
        try
        {
            var list = await Aws.S3.GetBucketAclAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel);
            var enforced = await OwnerEnforcedAsync(bucket, owner, cancel);
            if (await IgnoresPublicListsAsync(bucket, owner, cancel))
            {
                return new Look<State>.Unusable(
                    $"Bucket {bucket} has IgnorePublicAcls on: nobody gets in by its access control list, and S3 shows only the list's effective part. " +
                    "Leave that setting on; to clean the list, turn it off first and remove the grants at once.");
            }

            var grants = (list.Grants ?? []).Select(BucketGrant.From).OrderBy(grant => grant.ToString(), StringComparer.Ordinal);
            return new Look<State>.Usable(new(list.Owner?.Id ?? "", enforced, [.. grants]));
        }
        catch (AmazonS3Exception gone) when (gone.ErrorCode is "NoSuchBucket")
        {
            return new Look<State>.Gone($"Bucket {bucket} does not exist in account {owner}; check whether it was deleted after the finding.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        before.ListsDisabled ? before : before with { Grants = [.. before.Grants.Where(grant => !grant.IsPublic)] };

    // A list that S3 does not look at lets nobody in, and can't be written.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var (bucket, owner) = (target.Resource.Id, target.Resource.Account.Value);
        if (now.ListsDisabled || now.Grants.SequenceEqual(wanted.Grants))
            yield break;

        yield return new("s3:PutBucketAcl", $"{bucket}: {wanted.Listed}", stop => Aws.S3.PutBucketAclAsync(Request(bucket, owner, wanted), stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.ListsDisabled
        ? $"Bucket {target.Resource.Id} has access control lists disabled (S3)."
        : $"The access control list of bucket {target.Resource.Id} grants {state.Listed} (S3).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (await BucketWebsite.IsServedAsync(Aws.S3, target, cancel))
            lines.Add($"{target.Resource.Id} serves a website, which may answer 403 where it relies on the list (S3).");
        foreach (var grant in state.Grants.Where(grant => grant.IsPublic && !state.ListsDisabled))
            lines.Add($"{grant.Grantee[BucketGrant.PublicGroups.Length..]} lose {grant.Permission} (S3).");
        return lines.ToImmutable();
    }

    // By headers, which keep the owner; the SDK writes grantees in a document under a namespace that S3 does not document. Headers can't
    // say that nothing is granted.
    private static PutBucketAclRequest Request(string bucket, string owner, State wanted) => wanted.Grants.Count == 0
        ? new() { BucketName = bucket, ExpectedBucketOwner = owner, AccessControlPolicy = new() { Owner = new() { Id = wanted.Owner }, Grants = [] } }
        : new()
        {
            BucketName = bucket,
            ExpectedBucketOwner = owner,
            GrantFullControl = wanted.GranteesOf("FULL_CONTROL"),
            GrantRead = wanted.GranteesOf("READ"),
            GrantReadACP = wanted.GranteesOf("READ_ACP"),
            GrantWrite = wanted.GranteesOf("WRITE"),
            GrantWriteACP = wanted.GranteesOf("WRITE_ACP"),
        };

    private async Task<bool> OwnerEnforcedAsync(string bucket, string owner, CancellationToken cancel)
    {
        try
        {
            var answer = await Aws.S3.GetBucketOwnershipControlsAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel);
            return (answer.OwnershipControls?.Rules ?? []).Any(rule => rule.ObjectOwnership == ObjectOwnership.BucketOwnerEnforced);
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "OwnershipControlsNotFoundError")
        {
            return false;
        }
    }

    private async Task<bool> IgnoresPublicListsAsync(string bucket, string owner, CancellationToken cancel)
    {
        try
        {
            var answer = await Aws.S3.GetPublicAccessBlockAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel);
            return answer.PublicAccessBlockConfiguration.IgnorePublicAcls is true;
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchPublicAccessBlockConfiguration")
        {
            return false;
        }
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Owner">The canonical id of the bucket's owner, which a list must name.</param>
    /// <param name="ListsDisabled">Whether S3 does not look at lists at all (BucketOwnerEnforced).</param>
    /// <param name="Grants">The list.</param>
    internal sealed record State(string Owner, bool ListsDisabled, IReadOnlyList<BucketGrant> Grants)
    {
        /// <summary>The list as people are shown it.</summary>
        [JsonIgnore]
        public string Listed => Grants.Count == 0 ? "nothing" : string.Join(", ", Grants);

        /// <summary>Those who have a right, as the header of that right names them; null when nobody has it.</summary>
        public string? GranteesOf(string permission) =>
            Grants.Any(grant => grant.Permission == permission) ? string.Join(", ", Grants.Where(grant => grant.Permission == permission).Select(grant => grant.InHeader)) : null;
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RemovePublicGrantsJson : JsonSerializerContext;
}
