using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.S3;

/// <summary>Whether a bucket serves a website, which lives by being public.</summary>
internal static class BucketWebsite
{
    /// <summary>Asks S3.</summary>
    public static async Task<bool> IsServedAsync(IAmazonS3 s3, RemediationTarget target, CancellationToken cancel)
    {
        try
        {
            var request = new GetBucketWebsiteRequest { BucketName = target.Resource.Id, ExpectedBucketOwner = target.Resource.Account.Value };
            return (await s3.GetBucketWebsiteAsync(request, cancel)).WebsiteConfiguration is not null;
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchWebsiteConfiguration")
        {
            return false;
        }
    }
}
