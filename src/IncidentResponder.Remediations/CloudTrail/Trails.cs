using System.Collections.Immutable;
using Amazon.CloudTrail.Model;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.CloudTrail;

/// <summary>An account's own trails, wherever they are homed.</summary>
internal static class Trails
{
    /// <summary>
    /// The trails that a Region shows, shadows of those of other Regions with them, by ARN. A trail of the organization belongs to another
    /// account and can be changed only there.
    /// </summary>
    public static async Task<ImmutableArray<Trail>> OwnAsync(AwsClients aws, RemediationTarget target, CancellationToken cancel)
    {
        var answer = await aws.CloudTrail.DescribeTrailsAsync(new() { IncludeShadowTrails = true }, cancel);
        return
        [
            .. (answer.TrailList ?? [])
                .Where(trail => trail.TrailARN.Split(':') is [_, _, _, _, var owner, ..] && owner == target.Resource.Account.Value)
                .OrderBy(trail => trail.TrailARN, StringComparer.Ordinal),
        ];
    }

    /// <summary>The clients for the Region in which alone a trail can be changed: "arn:aws:cloudtrail:eu-west-1:…".</summary>
    public static AwsClients Home(AwsClients aws, string arn) => aws.In(arn.Split(':')[3]);

    /// <summary>What to do in an account that has no trail of its own.</summary>
    public static string None(RemediationTarget target) =>
        $"Account {target.Resource.Account} has no trail of its own that {target.Resource.Region} shows. If one was deleted, make it anew: "
        + "aws cloudtrail create-trail --name NAME --s3-bucket-name BUCKET --is-multi-region-trail, then aws cloudtrail start-logging --name NAME.";
}
