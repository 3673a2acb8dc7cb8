using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.S3;

/// <summary>
/// Blocks all public access to a bucket. Its policy and its access control list are left as they are, so that undoing restores exactly
/// what was there; the list is captured first, because S3 shows only its effective part once public lists are ignored.
/// </summary>
internal sealed partial class BlockBucketPublicAccess(AwsClients aws) : Remediation<BlockBucketPublicAccess.State>(aws, Json.Default.State)
{
    private const string PublicGroups = "http://acs.amazonaws.com/groups/global/";
    private static readonly Flags AllOn = new(true, true, true, true);

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "S3/BlockBucketPublicAccess",
        Title = "Block public access to bucket {target}",
        Why = "Nobody reads or writes the bucket without credentials any more, whatever its policy and its access control lists say.",
        TargetType = "AwsS3Bucket",
        Resolves = ["Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted", "Policy:S3/BucketBlockPublicAccessDisabled", "Policy:IAMUser/S3BucketPublic", "S3.2", "S3.3", "S3.8"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["s3:GetBucketAcl", "s3:GetBucketPublicAccessBlock"],
        Writes = ["s3:PutBucketPublicAccessBlock"],
        Scope = ["arn:{partition}:s3:::{id}"],
        BlastRadiusReads = ["s3:GetBucketPolicyStatus", "s3:GetBucketWebsite"],
        MayBreak = "Websites and downloads that the bucket serves to anybody answer 403. Grants to named accounts go on.",
        HowToVerify = "aws s3api get-public-access-block --bucket BUCKET shows four times true, and a request without credentials answers 403.",
        HowToUndo = "Undo puts the four settings back as they were, or removes them where there were none; what was public is public again at once. By hand: aws s3api delete-public-access-block --bucket BUCKET.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (bucket, owner) = (target.Resource.Id, target.Resource.Account.Value);
        try
        {
            var list = await Aws.S3.GetBucketAclAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel);
            var grants = (list.Grants ?? []).Select(grant => $"{grant.Grantee?.URI ?? grant.Grantee?.CanonicalUser} {grant.Permission?.Value}");
            return new Look<State>.Usable(new(await FlagsAsync(bucket, owner, cancel), [.. grants.Order(StringComparer.Ordinal)]));
        }
        catch (AmazonS3Exception gone) when (gone.ErrorCode is "NoSuchBucket")
        {
            return new Look<State>.Gone($"Bucket {bucket} does not exist in account {owner}; check whether it was deleted after the finding.");
        }
    }

    // Once public lists are ignored, S3 shows the list without its public grants.
    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before.Block == AllOn
        ? before
        : new(AllOn, [.. before.Grants.Where(grant => !grant.StartsWith(PublicGroups, StringComparison.Ordinal))]);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var (bucket, owner) = (target.Resource.Id, target.Resource.Account.Value);
        if (now.Block == wanted.Block)
            yield break;

        if (wanted.Block is { } flags)
            yield return new("s3:PutBucketPublicAccessBlock", $"{bucket}: {flags}", stop => Aws.S3.PutPublicAccessBlockAsync(
                new() { BucketName = bucket, ExpectedBucketOwner = owner, PublicAccessBlockConfiguration = flags.ToConfiguration() }, stop));
        else
            yield return new("s3:PutBucketPublicAccessBlock", $"{bucket}: removed", stop => Aws.S3.DeletePublicAccessBlockAsync(
                new() { BucketName = bucket, ExpectedBucketOwner = owner }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Bucket {target.Resource.Id} has {(state.Block is { } flags ? flags.ToString() : "no block of public access of its own")} (S3).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var (bucket, owner) = (target.Resource.Id, target.Resource.Account.Value);
        var lines = ImmutableArray.CreateBuilder<string>();
        if (await Found(async () => (await Aws.S3.GetBucketPolicyStatusAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel)).PolicyStatus?.IsPublic is true))
            lines.Add($"The policy of {bucket} lets anybody in (S3).");
        if (await Found(async () => (await Aws.S3.GetBucketWebsiteAsync(new GetBucketWebsiteRequest { BucketName = bucket, ExpectedBucketOwner = owner }, cancel)).WebsiteConfiguration is not null))
            lines.Add($"{bucket} serves a website, which will answer 403 (S3).");
        foreach (var grant in state.Grants.Where(grant => grant.StartsWith(PublicGroups, StringComparison.Ordinal)))
            lines.Add($"Its access control list grants {grant[PublicGroups.Length..]} (S3).");
        return lines.ToImmutable();
    }

    private static async Task<bool> Found(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchBucketPolicy" or "NoSuchWebsiteConfiguration")
        {
            return false;
        }
    }

    private async Task<Flags?> FlagsAsync(string bucket, string owner, CancellationToken cancel)
    {
        try
        {
            var answer = await Aws.S3.GetPublicAccessBlockAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel);
            var found = answer.PublicAccessBlockConfiguration;
            return new(found.BlockPublicAcls is true, found.IgnorePublicAcls is true, found.BlockPublicPolicy is true, found.RestrictPublicBuckets is true);
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchPublicAccessBlockConfiguration")
        {
            return null;
        }
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Block">The block of public access; null when the bucket has none.</param>
    /// <param name="Grants">Who has which right by the access control list.</param>
    internal sealed record State(Flags? Block, IReadOnlyList<string> Grants);

    /// <summary>The four settings. S3 replaces them all at once.</summary>
    internal sealed record Flags(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
    {
        /// <summary>As S3 takes them.</summary>
        public PublicAccessBlockConfiguration ToConfiguration() => new()
        {
            BlockPublicAcls = BlockPublicAcls,
            IgnorePublicAcls = IgnorePublicAcls,
            BlockPublicPolicy = BlockPublicPolicy,
            RestrictPublicBuckets = RestrictPublicBuckets,
        };

        /// <summary>As people are shown them.</summary>
        public override string ToString() =>
            $"BlockPublicAcls={BlockPublicAcls}, IgnorePublicAcls={IgnorePublicAcls}, BlockPublicPolicy={BlockPublicPolicy}, RestrictPublicBuckets={RestrictPublicBuckets}";
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class Json : JsonSerializerContext;
}
