using System.Collections.Immutable;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What S3 says of a bucket: who may reach it by policy and by access control list, and what blocks that.</summary>
/// <param name="aws">The clients.</param>
internal sealed class BucketRecord(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } =
        ["s3:GetBucketAcl", "s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock", "s3:GetBucketVersioning"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsS3Bucket";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Bucket", "bucket.json", () => ReadAsync(target.Resource.Id, target.Resource.Account.Value, cancel), cancel);

    private async Task<Piece> ReadAsync(string bucket, string owner, CancellationToken cancel)
    {
        var list = await aws.S3.GetBucketAclAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel);

        // Where there is none, the SDK gives S3's refusal for a policy.
        var policy = await OrAbsentAsync(async () =>
            await aws.S3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket, ExpectedBucketOwner = owner }, cancel));
        var block = await OrAbsentAsync(async () =>
            (await aws.S3.GetPublicAccessBlockAsync(new() { BucketName = bucket, ExpectedBucketOwner = owner }, cancel)).PublicAccessBlockConfiguration);
        var versioning = await aws.S3.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = bucket, ExpectedBucketOwner = owner }, cancel);
        var content = JsonPiece.Object(json =>
        {
            json.Say("Bucket", bucket);
            json.Say("Policy", policy is { HttpStatusCode: not HttpStatusCode.NotFound } ? policy.Policy : null);
            json.Say("Owner", list.Owner?.Id);
            json.List("Grants", list.Grants, (one, grant) =>
            {
                one.Say("Grantee", grant.Grantee?.URI ?? grant.Grantee?.CanonicalUser);
                one.Say("Permission", grant.Permission?.Value);
            });
            json.Say("BlockPublicAcls", block?.BlockPublicAcls);
            json.Say("IgnorePublicAcls", block?.IgnorePublicAcls);
            json.Say("BlockPublicPolicy", block?.BlockPublicPolicy);
            json.Say("RestrictPublicBuckets", block?.RestrictPublicBuckets);
            json.Say("Versioning", versioning.VersioningConfig?.Status?.Value);
        });
        return new Piece.Content(content, list.ResponseMetadata?.RequestId);
    }

    private static async Task<T?> OrAbsentAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception absent) when (absent.ErrorCode is "NoSuchBucketPolicy" or "NoSuchPublicAccessBlockConfiguration")
        {
            return null;
        }
    }
}
