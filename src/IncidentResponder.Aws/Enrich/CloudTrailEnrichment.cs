using System.Collections.Immutable;
using Amazon.CloudTrail;
using Amazon.CloudTrail.Model;
using Amazon.Runtime;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Aws.Enrich;

/// <summary>Looks up what the principal changed lately: the first and the last write calls, those that bring persistence flagged.</summary>
/// <param name="clients">
/// Clients in an incident's account, one a Region: the target's, and us-east-1, where IAM and STS record their global calls.
/// </param>
public sealed class CloudTrailEnrichment(Func<Incident, ImmutableArray<IAmazonCloudTrail>> clients)
{
    /// <summary>How many calls from each end of the time are told.</summary>
    public const int Shown = 10;

    // Two look-ups a second is all that CloudTrail allows, so pages are few.
    private const int MostPages = 4;

    /// <summary>Adds what CloudTrail knows to the enrichment, or names the gap.</summary>
    /// <param name="so">What is known so far.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="now">Until when to look.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<Enrichment> AddAsync(Enrichment so, Incident incident, DateTimeOffset now, CancellationToken cancel)
    {
        if (SubjectOf(incident) is not { } subject)
            return so with { Gaps = so.Gaps.Add("CloudTrail was not asked: the finding names no access key, user or session.") };

        try
        {
            var calls = await CallsAsync(clients(incident), subject, incident.Finding.CreatedAt.AddDays(-1), now, cancel).ConfigureAwait(false);
            return calls.IsEmpty
                ? so with { Gaps = so.Gaps.Add($"CloudTrail shows no write call by {subject.AttributeValue} in the day before the finding; events can lag by 15 minutes.") }
                : so with { Items = so.Items.AddRange(Ends(calls).Select(call => call.Item)) };
        }
        catch (AmazonServiceException refused)
        {
            return so with { Gaps = so.Gaps.Add($"CloudTrail refused to answer ({refused.ErrorCode}); look up {subject.AttributeValue} in its console.") };
        }
    }

    private static async Task<ImmutableArray<RecordedCall>> CallsAsync(
        ImmutableArray<IAmazonCloudTrail> trails, LookupAttribute subject, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        Dictionary<string, RecordedCall> calls = new(StringComparer.Ordinal);
        foreach (var client in trails)
        {
            string? next = null;
            for (var page = 0; page < MostPages; page++)
            {
                var found = await client.LookupEventsAsync(
                    new LookupEventsRequest
                    {
                        LookupAttributes = [subject],
                        StartTime = from.UtcDateTime,
                        EndTime = to.UtcDateTime,
                        MaxResults = 50,
                        NextToken = next,
                    },
                    cancel).ConfigureAwait(false);
                foreach (var one in found.Events ?? [])
                {
                    if (RecordedCall.Read(one) is { ReadOnly: false } call)
                        calls.TryAdd(call.Id, call);
                }

                next = found.NextToken;
                if (string.IsNullOrEmpty(next))
                    break;
            }
        }

        return [.. calls.Values.OrderBy(call => call.Item.At).ThenBy(call => call.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<RecordedCall> Ends(ImmutableArray<RecordedCall> calls) => calls.Length <= 2 * Shown
        ? calls
        : calls.Where((call, at) => at < Shown || at >= calls.Length - Shown || call.BringsPersistence);

    // One attribute a look-up: the key where there is one, for it names exactly the credential that the finding is about.
    private static LookupAttribute? SubjectOf(Incident incident) => incident switch
    {
        { Finding.Principal.AccessKeyId: { Length: > 0 } key } => Attribute(LookupAttributeKey.AccessKeyId, key),
        { Finding.Principal: { Kind: "IAMUser", Name: { Length: > 0 } user } } => Attribute(LookupAttributeKey.Username, user),
        { Finding.Principal.PrincipalId: { } id } when id.Split(':') is [_, { Length: > 0 } session] => Attribute(LookupAttributeKey.Username, session),
        { Target: { Type: "AwsEc2Instance", Id: { Length: > 0 } instance } } => Attribute(LookupAttributeKey.Username, instance),
        _ => null,
    };

    private static LookupAttribute Attribute(LookupAttributeKey key, string value) => new() { AttributeKey = key, AttributeValue = value };
}
