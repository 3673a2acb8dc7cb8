namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>
/// The IAM action that allows an operation, as the Service Authorization Reference lists them. Most have the operation's name.
/// </summary>
internal static class IamActions
{
    private static readonly Dictionary<string, string> Prefixes = new()
    {
        ["monitoring"] = "cloudwatch",
        ["tagging"] = "tag",
    };

    private static readonly Dictionary<string, string> Others = new()
    {
        ["s3:GetACL"] = "s3:GetBucketAcl",
        ["s3:GetBucketAcl"] = "s3:GetBucketAcl",
        ["s3:GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
        ["s3:PutPublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["s3:DeletePublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["s3:ListBuckets"] = "s3:ListAllMyBuckets",
        ["s3-account:GetPublicAccessBlock"] = "s3:GetAccountPublicAccessBlock",
        ["s3-account:PutPublicAccessBlock"] = "s3:PutAccountPublicAccessBlock",
        ["s3-account:DeletePublicAccessBlock"] = "s3:PutAccountPublicAccessBlock",
    };

    /// <summary>The action.</summary>
    /// <param name="service">The name by which the service's calls are signed.</param>
    /// <param name="operation">The operation.</param>
    public static string Of(string service, string operation)
    {
        var name = $"{Prefixes.GetValueOrDefault(service, service)}:{operation}";
        return Others.GetValueOrDefault(name, name);
    }

    /// <summary>Whether a call is to S3's API for a whole account, whose calls are signed as those to S3 itself.</summary>
    public static bool IsOfAccount(Uri? address) => address?.AbsolutePath.StartsWith("/v20180820/", StringComparison.Ordinal) is true;

    /// <summary>Whether an operation changes nothing.</summary>
    public static bool IsRead(string operation) =>
        operation.StartsWith("AdminGet", StringComparison.Ordinal) || operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal)
        || operation.StartsWith("List", StringComparison.Ordinal) || operation.StartsWith("Lookup", StringComparison.Ordinal) || operation.StartsWith("Simulate", StringComparison.Ordinal);
}
