using System.Text.Json.Serialization;
using Amazon.S3.Model;

namespace IncidentResponder.Remediations.S3;

/// <summary>One grant of a bucket's access control list.</summary>
/// <param name="Grantee">A canonical id, or the URI of a group.</param>
/// <param name="Permission">READ, WRITE, READ_ACP, WRITE_ACP or FULL_CONTROL.</param>
internal sealed record BucketGrant(string Grantee, string Permission)
{
    /// <summary>With what the URIs of the groups that hold everybody begin.</summary>
    public const string PublicGroups = "http://acs.amazonaws.com/groups/global/";

    /// <summary>Whether it is for everybody, or for everybody who has any AWS account.</summary>
    [JsonIgnore]
    public bool IsPublic => Grantee.StartsWith(PublicGroups, StringComparison.Ordinal);

    /// <summary>As S3 shows it.</summary>
    public static BucketGrant From(S3Grant grant) => new(grant.Grantee?.URI ?? grant.Grantee?.CanonicalUser ?? "", grant.Permission?.Value ?? "");

    /// <summary>As a header names it.</summary>
    [JsonIgnore]
    public string InHeader => $"{(Grantee.Contains("://", StringComparison.Ordinal) ? "uri" : "id")}=\"{Grantee}\"";

    /// <inheritdoc/>
    public override string ToString() => $"{Permission} to {Grantee}";
}
