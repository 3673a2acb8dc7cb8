namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Sets a bucket's policy.</summary>
public sealed class S3BucketPolicies : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::S3::BucketPolicy";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        await request.Api.RestAsync("s3", HttpMethod.Put, $"/{request.Needed("Bucket")}?policy", request.Needed("PolicyDocument"), cancel);
        return CreatedResource.Named(request.LogicalId);
    }
}
