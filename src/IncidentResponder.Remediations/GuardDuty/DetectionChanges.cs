using System.Collections.Immutable;
using Amazon.CloudTrail;
using Amazon.CloudTrail.Model;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>Asks CloudTrail who made or changed filters and lists since the day before an incident.</summary>
internal static class DetectionChanges
{
    private const int MostPages = 20;

    /// <summary>Reads them; it says why when it can't be known.</summary>
    /// <param name="trail">CloudTrail in the detector's Region.</param>
    /// <param name="calls">The calls that make or change them.</param>
    /// <param name="target">The target, whose incident says since when.</param>
    /// <param name="cancel">Cancels the calls.</param>
    public static async Task<Look<ImmutableArray<DetectionChange>>> ReadAsync(
        IAmazonCloudTrail trail, IEnumerable<string> calls, RemediationTarget target, CancellationToken cancel)
    {
        if (target.Incident.Day is not { } day)
            return new Look<ImmutableArray<DetectionChange>>.Unusable($"The id of incident {target.Incident} does not begin with a day, so it can't be told what was changed about that time; look at filters and lists by hand.");

        var found = ImmutableArray.CreateBuilder<DetectionChange>();
        foreach (var call in calls)
        {
            LookupEventsRequest ask = new()
            {
                LookupAttributes = [new() { AttributeKey = LookupAttributeKey.EventName, AttributeValue = call }],
                StartTime = day.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                MaxResults = 50,
            };
            for (var page = 0; ; page++)
            {
                // Whoever makes thousands of calls does not hide among them the one that counts.
                if (page == MostPages)
                    return new Look<ImmutableArray<DetectionChange>>.Unusable($"CloudTrail has more than {found.Count} records of {call} since {day.AddDays(-1):yyyy-MM-dd}; look at filters and lists by hand.");
                var answer = await trail.LookupEventsAsync(ask, cancel);
                found.AddRange((answer.Events ?? []).Select(one => DetectionChange.Read(one, target.Principal)).OfType<DetectionChange>());
                ask.NextToken = answer.NextToken;
                if (string.IsNullOrEmpty(ask.NextToken))
                    break;
            }
        }

        return new Look<ImmutableArray<DetectionChange>>.Usable([.. found.OrderBy(one => one.At).ThenBy(one => one.Subject, StringComparer.Ordinal)]);
    }
}
