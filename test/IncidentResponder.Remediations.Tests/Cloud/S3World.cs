using System.Xml.Linq;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A bucket in moto, set and read past the code under test.</summary>
public sealed class S3World
{
    /// <summary>The canonical id that moto gives every owner.</summary>
    public const string Owner = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";
    public const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    public const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    public const string LogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";

    private static int s_buckets;
    private readonly Moto _moto;

    private S3World(Moto moto, string bucket) => (_moto, Bucket) = (moto, bucket);

    public string Bucket { get; }

    public static async Task<S3World> WithBucketAsync(Moto moto)
    {
        var world = new S3World(moto, $"world-{Interlocked.Increment(ref s_buckets)}");
        await world.PutAsync("", $"<CreateBucketConfiguration><LocationConstraint>{Moto.Region}</LocationConstraint></CreateBucketConfiguration>");
        return world;
    }

    public Task DeleteAsync() => _moto.RestAsync("s3", HttpMethod.Delete, $"/{Bucket}");

    public Task PutPolicyAsync(string policy) => PutAsync("?policy", policy);

    /// <summary>The policy, byte for byte; "none" when there is none.</summary>
    public Task<string> PolicyAsync() => GetAsync("?policy", "NoSuchBucketPolicy");

    /// <summary>Sets the access control list.</summary>
    /// <param name="grants">Canonical ids or URIs of groups, each with its right.</param>
    public Task PutGrantsAsync(params IEnumerable<(string Grantee, string Permission)> grants) => PutAsync("?acl",
        $"<AccessControlPolicy><Owner><ID>{Owner}</ID></Owner><AccessControlList>{string.Concat(grants.Select(Grant))}</AccessControlList></AccessControlPolicy>");

    /// <summary>The access control list in a fixed order, with its owner.</summary>
    public async Task<string> GrantsAsync()
    {
        var list = XElement.Parse(await GetAsync("?acl", "none"));
        var grants = list.Descendants().Where(one => one.Name.LocalName == "Grant").Select(one => one.Value);
        return $"{list.Elements().First(one => one.Name.LocalName == "Owner").Elements().First(one => one.Name.LocalName == "ID").Value}: {string.Join(", ", grants.Order(StringComparer.Ordinal))}";
    }

    public Task IgnorePublicListsAsync() => PutAsync("?publicAccessBlock",
        "<PublicAccessBlockConfiguration><IgnorePublicAcls>true</IgnorePublicAcls></PublicAccessBlockConfiguration>");

    public Task DisableListsAsync() => PutAsync("?ownershipControls",
        "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>");

    public Task ServeWebsiteAsync() => PutAsync("?website",
        "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>");

    private static string Grant((string Grantee, string Permission) grant) =>
        "<Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" " +
        (grant.Grantee.Contains("://", StringComparison.Ordinal) ? $"xsi:type=\"Group\"><URI>{grant.Grantee}</URI>" : $"xsi:type=\"CanonicalUser\"><ID>{grant.Grantee}</ID>") +
        $"</Grantee><Permission>{grant.Permission}</Permission></Grant>";

    private Task<string> PutAsync(string query, string body) => _moto.RestAsync("s3", HttpMethod.Put, $"/{Bucket}{query}", body);

    private async Task<string> GetAsync(string query, string absent)
    {
        try
        {
            return await _moto.RestAsync("s3", HttpMethod.Get, $"/{Bucket}{query}");
        }
        catch (InvalidOperationException none) when (none.Message.Contains(absent, StringComparison.Ordinal))
        {
            return "none";
        }
    }
}
