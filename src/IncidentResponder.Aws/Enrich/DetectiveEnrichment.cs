using System.Collections.Immutable;
using Amazon.Detective;
using Amazon.Detective.Model;
using Amazon.Runtime;
using IncidentResponder.Core.Enrich;

namespace IncidentResponder.Aws.Enrich;

/// <summary>Asks Detective about a user or role: starts one investigation, or joins one that runs, and reads its indicators.</summary>
/// <param name="client">The client, in the Region of the graph.</param>
public sealed class DetectiveEnrichment(IAmazonDetective client)
{
    /// <summary>How long before the incident the investigation begins, in whole hours.</summary>
    public static TimeSpan Scope { get; } = TimeSpan.FromHours(24);

    /// <summary>Goes one step further with the enrichment: to a running investigation, or to its indicators.</summary>
    /// <param name="so">What is known so far.</param>
    /// <param name="principalArn">The user or role; null when the finding names none.</param>
    /// <param name="openedAt">When the incident was opened.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>The enrichment; incomplete while the investigation runs.</returns>
    public async Task<Enrichment> AdvanceAsync(Enrichment so, string? principalArn, DateTimeOffset openedAt, CancellationToken cancel)
    {
        if (!IsSupported(principalArn, out var unsupported))
            return Ended(so, unsupported);

        try
        {
            return so.InvestigationId is null
                ? await BeginAsync(so, principalArn!, openedAt, cancel).ConfigureAwait(false)
                : await LookAsync(so, cancel).ConfigureAwait(false);
        }
        catch (AmazonServiceException refused) when (!IsThrottle(refused))
        {
            return Ended(so, $"Detective refused to answer ({refused.ErrorCode}); look at {principalArn} in its console.");
        }
    }

    /// <summary>Ends the enrichment with a gap, for an investigation that outlasts its time.</summary>
    public static Enrichment GiveUp(Enrichment so) =>
        Ended(so, $"Detective's investigation {so.InvestigationId} had not ended in time; look at it in Detective's console.");

    private static Enrichment Ended(Enrichment so, string gap) => so with { Complete = true, Gaps = so.Gaps.Add(gap) };

    private async Task<Enrichment> BeginAsync(Enrichment so, string principalArn, DateTimeOffset openedAt, CancellationToken cancel)
    {
        var graphs = await client.ListGraphsAsync(new ListGraphsRequest(), cancel).ConfigureAwait(false);
        if (graphs.GraphList is not [var graph, ..])
            return Ended(so, "Detective has no behaviour graph for this account and Region; enable it, or ask from its administrator account.");

        var scope = WholeHours(openedAt);
        var id = await RunningAsync(graph.Arn, principalArn, scope.From, cancel).ConfigureAwait(false)
            ?? (await client.StartInvestigationAsync(
                new StartInvestigationRequest { GraphArn = graph.Arn, EntityArn = principalArn, ScopeStartTime = scope.From, ScopeEndTime = scope.To },
                cancel).ConfigureAwait(false)).InvestigationId;
        return so with { DetectiveGraphArn = graph.Arn, InvestigationId = id };
    }

    // StartInvestigation has no idempotency token: an investigation of the same entity since the scope began is joined.
    private async Task<string?> RunningAsync(string graphArn, string principalArn, DateTime since, CancellationToken cancel)
    {
        var known = await client.ListInvestigationsAsync(
            new ListInvestigationsRequest
            {
                GraphArn = graphArn,
                FilterCriteria = new()
                {
                    EntityArn = new() { Value = principalArn },
                    CreatedTime = new() { StartInclusive = since, EndInclusive = since.AddDays(2) },
                },
            },
            cancel).ConfigureAwait(false);
        return known.InvestigationDetails?.Find(one => one.Status == Status.RUNNING || one.Status == Status.SUCCESSFUL)?.InvestigationId;
    }

    private async Task<Enrichment> LookAsync(Enrichment so, CancellationToken cancel)
    {
        var found = await client.GetInvestigationAsync(
            new GetInvestigationRequest { GraphArn = so.DetectiveGraphArn, InvestigationId = so.InvestigationId }, cancel).ConfigureAwait(false);
        if (found.Status == Status.RUNNING)
            return so;
        if (found.Status != Status.SUCCESSFUL)
            return Ended(so, $"Detective's investigation {so.InvestigationId} ended as {found.Status}; start another in its console.");

        var at = new DateTimeOffset(DateTime.SpecifyKind(found.CreatedTime ?? default, DateTimeKind.Utc));
        var head = new EvidenceItem { Source = "Detective", Text = $"Investigation {so.InvestigationId} of {found.EntityArn}: severity {found.Severity}.", At = at };
        var indicators = await IndicatorsAsync(so, at, cancel).ConfigureAwait(false);
        return so with { Complete = true, Items = [.. so.Items, head, .. indicators] };
    }

    private async Task<ImmutableArray<EvidenceItem>> IndicatorsAsync(Enrichment so, DateTimeOffset at, CancellationToken cancel)
    {
        var items = ImmutableArray.CreateBuilder<EvidenceItem>();
        string? next = null;
        do
        {
            var page = await client.ListIndicatorsAsync(
                new ListIndicatorsRequest { GraphArn = so.DetectiveGraphArn, InvestigationId = so.InvestigationId, MaxResults = 100, NextToken = next },
                cancel).ConfigureAwait(false);
            items.AddRange((page.Indicators ?? []).Select(indicator => new EvidenceItem { Source = "Detective", Text = IndicatorText.Of(indicator), At = at }));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return items.ToImmutable();
    }

    private static bool IsSupported(string? arn, out string gap)
    {
        var resource = arn?.Split(':', 6) is [_, _, "iam", _, _, var last] ? last : "";
        gap = arn is null
            ? "Detective was not asked: no user or role is known for this target."
            : $"Detective was not asked: it investigates users and roles, and {arn} is neither.";
        return resource.StartsWith("user/", StringComparison.Ordinal) || resource.StartsWith("role/", StringComparison.Ordinal);
    }

    private static bool IsThrottle(AmazonServiceException refused) =>
        refused.Retryable?.Throttling is true || refused.ErrorCode is "TooManyRequestsException" or "ThrottlingException" or "InternalServerException";

    private static (DateTime From, DateTime To) WholeHours(DateTimeOffset openedAt)
    {
        var hour = new DateTime(openedAt.UtcTicks - (openedAt.UtcTicks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
        return (hour - Scope, hour);
    }
}
