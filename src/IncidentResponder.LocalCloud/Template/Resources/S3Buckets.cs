using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates S3 buckets with object lock, versioning, encryption, public access block, ownership and lifecycle.</summary>
public sealed class S3Buckets : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::S3::Bucket";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.Text("BucketName") ?? $"{request.StackName}-{request.LogicalId}-{request.Api.Account}".ToLowerInvariant();
        string? location = request.Api.Region == "us-east-1"
            ? null
            : new XElement("CreateBucketConfiguration", new XElement("LocationConstraint", request.Api.Region)).ToString();
        bool locks = request.Text("ObjectLockEnabled") == "true";
        await request.Api.RestAsync("s3", HttpMethod.Put, $"/{name}", location, cancel, ("x-amz-bucket-object-lock-enabled", locks ? "true" : "false"));
        await ConfigureAsync(request, name, "VersioningConfiguration", "versioning", cancel);
        await ConfigureAsync(request, name, "ObjectLockConfiguration", "object-lock", cancel);
        await ConfigureAsync(request, name, "PublicAccessBlockConfiguration", "publicAccessBlock", cancel);
        await ConfigureAsync(request, name, "OwnershipControls", "ownershipControls", cancel);
        await ConfigureEncryptionAsync(request, name, cancel);
        return new CreatedResource(name, new Dictionary<string, string>
        {
            ["Arn"] = $"arn:aws:s3:::{name}",
            ["DomainName"] = $"{name}.s3.amazonaws.com",
            ["RegionalDomainName"] = $"{name}.s3.{request.Api.Region}.amazonaws.com",
        });
    }

    private static async Task ConfigureAsync(ResourceRequest request, string bucket, string property, string part, CancellationToken cancel)
    {
        if (request.Properties[property] is JsonObject value)
            await request.Api.RestAsync("s3", HttpMethod.Put, $"/{bucket}?{part}", Xml(property, value).ToString(), cancel);
    }

    private static async Task ConfigureEncryptionAsync(ResourceRequest request, string bucket, CancellationToken cancel)
    {
        if (request.Properties["BucketEncryption"]?["ServerSideEncryptionConfiguration"] is not JsonArray rules)
            return;
        var body = new XElement("ServerSideEncryptionConfiguration", rules.OfType<JsonObject>().Select(rule => new XElement(
            "Rule",
            Xml("ApplyServerSideEncryptionByDefault", rule["ServerSideEncryptionByDefault"] as JsonObject ?? []),
            new XElement("BucketKeyEnabled", rule["BucketKeyEnabled"]?.ToJsonString() ?? "false"))));
        await request.Api.RestAsync("s3", HttpMethod.Put, $"/{bucket}?encryption", body.ToString(), cancel);
    }

    // In these parts of S3's API the elements bear the template's names; a list's items bear the list's name in the singular.
    private static XElement Xml(string name, JsonObject value) => new(name, value.SelectMany(field => field.Value switch
    {
        JsonObject inner => [Xml(field.Key, inner)],
        JsonArray items => items.OfType<JsonObject>().Select(item => Xml(field.Key.TrimEnd('s'), item)),
        JsonValue text => new[] { new XElement(field.Key, text.TryGetValue(out string? written) ? written : text.ToJsonString()) },
        _ => [],
    }));
}
