using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.S3Control;
using Amazon.S3Control.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.S3;

/// <summary>
/// Blocks all public access to every bucket and access point of an account, in every Region. Policies and access control lists are left as
/// they are, so that undoing restores exactly what was there.
/// </summary>
internal sealed partial class BlockAccountPublicAccess(AwsClients aws)
    : Remediation<BlockAccountPublicAccess.State>(aws, BlockAccountPublicAccessJson.Default.State)
{
    private static readonly BlockBucketPublicAccess.Flags AllOn = new(true, true, true, true);

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "S3/BlockAccountPublicAccess",
        Title = "Block public access to all buckets of account {target}",
        Why = "Nobody reads or writes any bucket of the account without credentials any more, and no new bucket can be made public.",
        TargetType = "AwsAccount",
        Resolves = ["Policy:S3/AccountBlockPublicAccessDisabled", "S3.1"],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["s3:GetAccountPublicAccessBlock"],
        Writes = ["s3:PutAccountPublicAccessBlock"],
        Scope = ["*"],
        BlastRadiusReads = ["s3:ListAllMyBuckets"],
        MayBreak =
            "Every website and download that any bucket of the account serves to anybody answers 403, in all Regions. Grants to named accounts, presigned URLs and " +
            "CloudFront with origin access control go on.",
        HowToVerify = "aws s3control get-public-access-block --account-id ACCOUNT shows four times true.",
        HowToUndo =
            "Undo puts the four settings back as they were, or removes them where there were none; what was public is public again at once. " +
            "By hand: aws s3control delete-public-access-block --account-id ACCOUNT.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var account = target.Resource.Account.Value;
        if (target.Resource.Id != account)
            return new Look<State>.Unusable($"The finding names account {target.Resource.Id} and is about {account}; find out which of the two is meant.");

        try
        {
            var found = (await Aws.S3Control.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { AccountId = account }, cancel)).PublicAccessBlockConfiguration;
            return new Look<State>.Usable(new(new(
                found.BlockPublicAcls is true, found.IgnorePublicAcls is true, found.BlockPublicPolicy is true, found.RestrictPublicBuckets is true)));
        }
        catch (AmazonS3ControlException none) when (none.ErrorCode is "NoSuchPublicAccessBlockConfiguration")
        {
            return new Look<State>.Usable(new(null));
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(AllOn);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var account = target.Resource.Account.Value;
        if (now == wanted)
            yield break;

        if (wanted.Block is { } flags)
            yield return new("s3:PutAccountPublicAccessBlock", $"{account}: {flags}", stop => Aws.S3Control.PutPublicAccessBlockAsync(
                new PutPublicAccessBlockRequest { AccountId = account, PublicAccessBlockConfiguration = Configuration(flags) }, stop));
        else
            yield return new("s3:PutAccountPublicAccessBlock", $"{account}: removed", stop => Aws.S3Control.DeletePublicAccessBlockAsync(
                new DeletePublicAccessBlockRequest { AccountId = account }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Account {target.Resource.Account} has {(state.Block is { } flags ? flags.ToString() : "no block of public access")} (S3).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        const int Named = 20;
        var buckets = ((await Aws.S3.ListBucketsAsync(cancel)).Buckets ?? []).Select(bucket => bucket.BucketName).Order(StringComparer.Ordinal).ToList();
        return [$"It reaches all {buckets.Count} buckets of the account: {string.Join(", ", buckets.Take(Named))}{(buckets.Count > Named ? ", …" : "")} (S3)."];
    }

    private static PublicAccessBlockConfiguration Configuration(BlockBucketPublicAccess.Flags flags) => new()
    {
        BlockPublicAcls = flags.BlockPublicAcls,
        IgnorePublicAcls = flags.IgnorePublicAcls,
        BlockPublicPolicy = flags.BlockPublicPolicy,
        RestrictPublicBuckets = flags.RestrictPublicBuckets,
    };

    /// <summary>What is captured and put back.</summary>
    /// <param name="Block">The block of public access; null when the account has none.</param>
    internal sealed record State(BlockBucketPublicAccess.Flags? Block);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class BlockAccountPublicAccessJson : JsonSerializerContext;
}
