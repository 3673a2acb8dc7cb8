using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;
using System.Xml;
using Amazon.S3.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.S3;

/// <summary>
/// Takes everybody and other accounts out of a bucket's policy, and leaves what it says about the owner's account, AWS services and
/// CloudFront. A block of public access does not reach named accounts; this does.
/// </summary>
internal sealed partial class RemoveOffendingStatements(AwsClients aws)
    : Remediation<RemoveOffendingStatements.State>(aws, RemoveOffendingStatementsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "S3/RemoveOffendingStatements",
        Title = "Take everybody and other accounts out of the policy of bucket {target}",
        Why = "Neither the public nor another account reaches the bucket by its policy any more.",
        TargetType = "AwsS3Bucket",
        Resolves =
        [
            "Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted", "Policy:IAMUser/S3BucketPublic",
            "Policy:IAMUser/S3BucketSharedExternally", "Exfiltration:S3/*", "S3.2", "S3.3", "S3.6",
        ],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["s3:GetBucketPolicy"],
        Writes = ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy"],
        Scope = ["arn:{partition}:s3:::{id}"],
        BlastRadiusReads = ["s3:GetBucketWebsite"],
        MayBreak =
            "Websites and downloads for everybody answer 403, and so do partners' accounts. Older deliveries of logs (load balancers, Redshift) " +
            "are allowed to accounts of AWS's own, which are other accounts too: look at the statements named here. " +
            "Access points and their policies, and grants of the access control list, go on.",
        HowToVerify = "aws s3api get-bucket-policy --bucket BUCKET shows none of the statements named here; aws s3api get-bucket-policy-status shows IsPublic false.",
        HowToUndo =
            "Undo puts the captured policy back, byte for byte; whom it let in is let in again at once. S3 refuses a public policy while " +
            "BlockPublicPolicy is on, so undo a block of public access first. By hand: aws s3api put-bucket-policy --bucket BUCKET --policy file://CAPTURED.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (bucket, owner) = (target.Resource.Id, target.Resource.Account);
        var answer = await Aws.S3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket, ExpectedBucketOwner = owner.Value }, cancel);
        return answer switch
        {
            { HttpStatusCode: HttpStatusCode.NotFound } when RefusalCode(answer.Policy) is "NoSuchBucket" =>
                new Look<State>.Gone($"Bucket {bucket} does not exist in account {owner}; check whether it was deleted after the finding."),
            { HttpStatusCode: HttpStatusCode.NotFound } => new Look<State>.Usable(new(null)),
            _ when PolicyStatements.Read(answer.Policy, owner) is not null => new Look<State>.Usable(new(answer.Policy)),
            _ => new Look<State>.Unusable($"The policy of bucket {bucket} can't be read as a policy; look at it with aws s3api get-bucket-policy --bucket {bucket}."),
        };
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new(PolicyStatements.Read(before.Policy, target.Resource.Account)?.Without(Audience.Public, Audience.OutsideAccount));

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var (bucket, owner) = (target.Resource.Id, target.Resource.Account);
        if (PolicyStatements.Same(now.Policy, wanted.Policy, owner))
            yield break;

        if (wanted.Policy is { } policy)
            yield return new("s3:PutBucketPolicy", $"{bucket}: {policy}", stop => Aws.S3.PutBucketPolicyAsync(
                new() { BucketName = bucket, ExpectedBucketOwner = owner.Value, Policy = policy }, stop));
        else
            yield return new("s3:DeleteBucketPolicy", bucket, stop => Aws.S3.DeleteBucketPolicyAsync(
                new DeleteBucketPolicyRequest { BucketName = bucket, ExpectedBucketOwner = owner.Value }, stop));
    }

    /// <inheritdoc/>
    protected override State AsTold(RemediationTarget target, State now, State known) =>
        PolicyStatements.Same(now.Policy, known.Policy, target.Resource.Account) ? known : now;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        PolicyStatements.Read(state.Policy, target.Resource.Account) is { } policy
            ? $"The policy of bucket {target.Resource.Id} has {policy.All.Length} statements, of which {policy.LettingOutsidersIn.Count()} let outsiders in (S3)."
            : $"Bucket {target.Resource.Id} has no policy (S3).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (PolicyStatements.Read(state.Policy, target.Resource.Account) is { } policy)
            lines.AddRange(PolicyLines.Of(policy, "S3"));
        if (await BucketWebsite.IsServedAsync(Aws.S3, target, cancel))
            lines.Add($"{target.Resource.Id} serves a website, which will answer 403 (S3).");
        return lines.ToImmutable();
    }

    // The SDK does not throw when there is no policy or no bucket: it gives S3's refusal as if it were the policy.
    private static string RefusalCode(string? refusal)
    {
        using var reader = XmlReader.Create(new StringReader(refusal ?? "<Error/>"));
        return reader.ReadToFollowing("Code") ? reader.ReadElementContentAsString() : "";
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Policy">The policy, byte for byte; null when the bucket has none.</param>
    internal sealed record State(string? Policy);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RemoveOffendingStatementsJson : JsonSerializerContext;
}
