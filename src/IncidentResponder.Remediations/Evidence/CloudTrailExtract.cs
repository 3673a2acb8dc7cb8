using System.Collections.Immutable;
using System.Text.Json;
using Amazon.CloudTrail;
using Amazon.CloudTrail.Model;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>CloudTrail's records of what an access key or a user did, as CloudTrail keeps them, the latest first.</summary>
/// <param name="aws">The clients.</param>
internal sealed class CloudTrailExtract(AwsClients aws) : IEvidenceCollector
{
    private const int MostPages = 10;
    private static readonly TimeSpan Before = TimeSpan.FromDays(7);

    // CloudTrail allows two look-ups a second in an account and Region.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public ImmutableSortedSet<string> Permissions { get; } = ["cloudtrail:LookupEvents"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type is "AwsIamAccessKey" or "AwsIamUser";

    public async Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel)
    {
        // IAM and STS record their global calls in one Region.
        string[] regions = [aws.Region, AwsClients.GlobalRegion];
        foreach (var region in regions.Distinct())
        {
            await into.FileAsync(
                $"CloudTrail of {region}", $"cloudtrail-{region}.json", () => ReadAsync(aws.In(region).CloudTrail, SubjectOf(target), target.FoundAt - Before, into.Clock, cancel), cancel);
        }
    }

    private static async Task<Piece> ReadAsync(
        IAmazonCloudTrail trail, LookupAttribute subject, DateTimeOffset from, TimeProvider clock, CancellationToken cancel)
    {
        LookupEventsRequest ask = new() { LookupAttributes = [subject], StartTime = from.UtcDateTime, EndTime = clock.GetUtcNow().UtcDateTime, MaxResults = 50 };
        var events = new List<Event>();
        string? request = null;
        for (var page = 1; page <= MostPages; page++)
        {
            var answer = await trail.LookupEventsAsync(ask, cancel);
            events.AddRange(answer.Events ?? []);
            (ask.NextToken, request) = (answer.NextToken, answer.ResponseMetadata?.RequestId);
            if (string.IsNullOrEmpty(ask.NextToken))
                break;
            await Task.Delay(Pause, clock, cancel);
        }

        var reason = string.IsNullOrEmpty(ask.NextToken) ? "" : $"Cut after {events.Count} records; there are older ones in CloudTrail.";
        return new Piece.Content(JsonPiece.Object(json => Write(json, ask, events)), request, reason);
    }

    // One attribute a look-up: the key where there is one, for it names exactly the credential.
    private static LookupAttribute SubjectOf(EvidenceTarget target) => LiveUser.KeyOf(target.Resource, target.Principal) is { Length: > 0 } key
        ? new() { AttributeKey = LookupAttributeKey.AccessKeyId, AttributeValue = key }
        : new() { AttributeKey = LookupAttributeKey.Username, AttributeValue = target.Resource.Id };

    private static void Write(Utf8JsonWriter json, LookupEventsRequest ask, List<Event> events)
    {
        json.Say("AttributeKey", ask.LookupAttributes[0].AttributeKey?.Value);
        json.Say("AttributeValue", ask.LookupAttributes[0].AttributeValue);
        json.Say("StartTime", ask.StartTime);
        json.Say("EndTime", ask.EndTime);
        json.List("Events", events, (one, recorded) =>
        {
            one.Say("EventId", recorded.EventId);
            one.Say("EventName", recorded.EventName);
            one.Say("EventSource", recorded.EventSource);
            one.Say("EventTime", recorded.EventTime);
            one.Say("Username", recorded.Username);

            // The record itself is a JSON text within the event, kept as it came.
            one.Say("CloudTrailEvent", recorded.CloudTrailEvent);
        });
    }
}
