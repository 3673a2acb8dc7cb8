using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Aws.Records;

/// <summary>Keeps incidents in one DynamoDB table, one partition an incident. "First wins" is a condition of the write, never a read before it.</summary>
/// <param name="client">The client.</param>
/// <param name="tableName">The table, with keys "pk" and "sk".</param>
public sealed partial class DynamoIncidentRecords(IAmazonDynamoDB client, string tableName) : IIncidentRecords
{
    private static readonly CoreJson Json = CoreJson.Default;
    private readonly RecordTable _table = new(client, tableName);

    /// <inheritdoc/>
    public async Task<bool> OpenAsync(Incident incident, CancellationToken cancel)
    {
        // The day knows it first: an incident that was opened is never missing in the list of its day.
        await _table.PutInDayAsync(incident.Id, DateOnly.FromDateTime(incident.OpenedAt.UtcDateTime), cancel).ConfigureAwait(false);
        return await _table.PutFirstAsync(incident.Id, RecordTable.Incident, Text(incident, Json.Incident), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<IncidentId>> ListAsync(DateOnly day, CancellationToken cancel) =>
        [.. (await _table.QueryAsync(RecordTable.DayPartition(day), cancel).ConfigureAwait(false)).Select(item => IncidentId.Parse(item["sk"].S))];

    /// <inheritdoc/>
    public async Task<IncidentRecord?> ReadAsync(IncidentId id, CancellationToken cancel) =>
        RecordReader.Read(await _table.QueryAsync(id, cancel).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<Decision> KeepDecisionAsync(IncidentId id, Decision decision, CancellationToken cancel) =>
        KeepFirstAsync(id, RecordTable.Decision, decision, Json.Decision, cancel);

    /// <inheritdoc/>
    public Task KeepEnrichmentAsync(IncidentId id, Enrichment enrichment, CancellationToken cancel) =>
        _table.PutAsync(id, RecordTable.Enrichment, Text(enrichment, Json.Enrichment), cancel);

    /// <inheritdoc/>
    public Task<PriorState> KeepPriorStateAsync(IncidentId id, int step, PriorState prior, CancellationToken cancel) =>
        KeepFirstAsync(id, $"{RecordTable.Prior}{step:00}#{prior.Target}", prior, Json.PriorState, cancel);

    /// <inheritdoc/>
    public Task KeepStepAsync(IncidentId id, StepRecord step, CancellationToken cancel) =>
        _table.PutAsync(id, $"{RecordTable.Step}{step.Number:00}", Text(step, Json.StepRecord), cancel);

    /// <inheritdoc/>
    public Task<ImmutableArray<SealedItem>> KeepEvidenceAsync(IncidentId id, ImmutableArray<SealedItem> items, CancellationToken cancel) =>
        KeepFirstAsync(id, RecordTable.Evidence, items, Json.ImmutableArraySealedItem, cancel);

    /// <inheritdoc/>
    public Task KeepPostAsync(IncidentId id, ChannelPost post, CancellationToken cancel) =>
        _table.PutAsync(id, RecordTable.Post + post.Channel, Text(post, Json.ChannelPost), cancel);

    /// <inheritdoc/>
    public Task KeepClosureAsync(IncidentId id, ClosureReport closure, CancellationToken cancel) =>
        _table.PutAsync(id, RecordTable.Closure, Text(closure, Json.ClosureReport), cancel);

    /// <inheritdoc/>
    public Task<bool> MarkOnceAsync(IncidentId id, string name, CancellationToken cancel) =>
        _table.PutFirstAsync(id, $"ONCE#{name}", "{}", cancel);

    /// <inheritdoc/>
    public async Task<ApprovalRequest> KeepQuestionAsync(IncidentId id, ApprovalRequest request, CancellationToken cancel)
    {
        try
        {
            await client.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = tableName,
                    Key = RecordTable.Key(id, RecordTable.Approval),
                    UpdateExpression = "SET question = :question, revision = :revision",
                    ConditionExpression = "attribute_not_exists(answer)",
                    ExpressionAttributeValues = new() { [":question"] = new() { S = Text(request, Json.ApprovalRequest) }, [":revision"] = Number(request.Revision) },
                },
                cancel).ConfigureAwait(false);
            return request;
        }
        catch (ConditionalCheckFailedException)
        {
            var item = await _table.GetAsync(id, RecordTable.Approval, cancel).ConfigureAwait(false);
            return RecordReader.Attribute(item, "question", Json.ApprovalRequest) ?? request;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ChangeQuestionAsync(IncidentId id, ApprovalRequest changed, CancellationToken cancel)
    {
        // Questions that an earlier version wrote have no revision; theirs is 0.
        UpdateItemRequest change = new()
        {
            TableName = tableName,
            Key = RecordTable.Key(id, RecordTable.Approval),
            UpdateExpression = "SET question = :question, revision = :revision",
            ConditionExpression = $"attribute_exists(question) AND attribute_not_exists(answer) AND (revision = :before{(changed.Revision == 1 ? " OR attribute_not_exists(revision)" : "")})",
            ExpressionAttributeValues = new()
            {
                [":question"] = new() { S = Text(changed, Json.ApprovalRequest) },
                [":revision"] = Number(changed.Revision),
                [":before"] = Number(changed.Revision - 1),
            },
            ReturnValues = ReturnValue.UPDATED_NEW,
        };
        return await TryUpdateAsync(change, cancel).ConfigureAwait(false) is not null;
    }

    private static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private async Task<T> KeepFirstAsync<T>(IncidentId id, string sort, T value, JsonTypeInfo<T> type, CancellationToken cancel) =>
        await _table.PutFirstAsync(id, sort, Text(value, type), cancel).ConfigureAwait(false)
            ? value
            : RecordReader.Parse(await _table.JsonAsync(id, sort, cancel).ConfigureAwait(false), type);
}
