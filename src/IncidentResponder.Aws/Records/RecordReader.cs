using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Aws.Records;

/// <summary>Puts an incident's record together from the items of the table.</summary>
internal static class RecordReader
{
    private static readonly CoreJson Json = CoreJson.Default;

    /// <summary>Reads the record; null without the item that opens an incident.</summary>
    /// <param name="items">The incident's items in the order of their sort keys.</param>
    internal static IncidentRecord? Read(IEnumerable<Dictionary<string, AttributeValue>> items)
    {
        var bySort = items.ToDictionary(item => item["sk"].S, StringComparer.Ordinal);
        if (!bySort.TryGetValue(RecordTable.Incident, out var incident))
            return null;

        var approval = bySort.GetValueOrDefault(RecordTable.Approval);
        return new()
        {
            Incident = Parse(incident["json"].S, Json.Incident),
            Findings = Findings(bySort, Parse(incident["json"].S, Json.Incident).Finding),
            Decision = Optional(bySort, RecordTable.Decision, Json.Decision),
            Enrichment = Optional(bySort, RecordTable.Enrichment, Json.Enrichment) ?? new Enrichment(),
            Approval = Attribute(approval, "question", Json.ApprovalRequest),
            Answer = Attribute(approval, "answer", Json.ApprovalDecision),
            Votes = VotesIn(approval),
            Evidence = bySort.TryGetValue(RecordTable.Evidence, out var evidence) ? Parse(evidence["json"].S, Json.ImmutableArraySealedItem) : [],
            PriorStates = Many<PriorState>(bySort, RecordTable.Prior, Json.PriorState),
            Steps = [.. Many<StepRecord>(bySort, RecordTable.Step, Json.StepRecord).OrderBy(step => step.Number)],
            Posts = Many<ChannelPost>(bySort, RecordTable.Post, Json.ChannelPost),
            Closure = Optional(bySort, RecordTable.Closure, Json.ClosureReport),
            Ledger = [.. Many<LedgerEntry>(bySort, RecordTable.Ledger, Json.LedgerEntry).OrderBy(entry => entry.Sequence)],
        };
    }

    // A later word on the opening finding takes its place; the others follow.
    private static ImmutableArray<Finding> Findings(Dictionary<string, Dictionary<string, AttributeValue>> items, Finding opening) =>
        IncidentRecord.InOrder(opening, Many<Finding>(items, RecordTable.Finding, Json.Finding));

    /// <summary>Reads one JSON text.</summary>
    internal static T Parse<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new JsonException($"The table holds 'null' where a {typeof(T).Name} should be; restore the item from a backup.");

    /// <summary>Reads a JSON text from one attribute of an item, if both are there.</summary>
    internal static T? Attribute<T>(Dictionary<string, AttributeValue>? item, string name, JsonTypeInfo<T> type)
        where T : class => item?.GetValueOrDefault(name)?.S is { } json ? Parse(json, type) : null;

    /// <summary>The approvals that an item holds; none without it.</summary>
    internal static ImmutableArray<ApprovalDecision> VotesIn(Dictionary<string, AttributeValue>? approval) =>
        approval?.GetValueOrDefault("votes")?.S is { } json ? Parse(json, Json.ImmutableArrayApprovalDecision) : [];

    private static T? Optional<T>(Dictionary<string, Dictionary<string, AttributeValue>> items, string sort, JsonTypeInfo<T> type)
        where T : class => Attribute(items.GetValueOrDefault(sort), "json", type);

    private static ImmutableArray<T> Many<T>(Dictionary<string, Dictionary<string, AttributeValue>> items, string prefix, JsonTypeInfo<T> type) =>
        [.. items.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => Parse(item.Value["json"].S, type))];
}
