using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Aws.Records;

/// <content>The ledger.</content>
public sealed partial class DynamoIncidentRecords
{
    // Each turn lost means that another writer's entry went in, so this many turns are far more than an incident has writers.
    private const int MostTurns = 100;

    // The entry this process wrote last saves a read before each append. When another writer came between, the condition says so.
    private Head? _head;

    /// <inheritdoc/>
    public Task BeginLedgerAsync(IncidentId id, DateTimeOffset at, Stage stage, string kind, string actor, string text, CancellationToken cancel)
    {
        var entry = LedgerChain.Append(null, at, stage, kind, actor, text);
        return _table.PutFirstAsync(id, RecordTable.LedgerSort(entry.Sequence), Text(entry, Json.LedgerEntry), cancel);
    }

    /// <inheritdoc/>
    public async Task<LedgerEntry> AppendAsync(
        IncidentId id, DateTimeOffset at, Stage stage, string kind, string actor, string text, CancellationToken cancel)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var previous = await HeadAsync(id, cancel).ConfigureAwait(false);
            var entry = LedgerChain.Append(previous, at, stage, kind, actor, text);
            var json = Text(entry, Json.LedgerEntry);
            if (await _table.PutFirstAsync(id, RecordTable.LedgerSort(entry.Sequence), json, cancel).ConfigureAwait(false)
                || await IsOursAsync(id, entry, cancel).ConfigureAwait(false))
            {
                _head = new(id, entry);
                return entry;
            }

            _head = null;
        }

        throw Crowded(id);
    }

    // A write whose reply was lost is repeated by the SDK and then fails its own condition: equal hashes tell it from a lost turn.
    private async Task<bool> IsOursAsync(IncidentId id, LedgerEntry entry, CancellationToken cancel)
    {
        var there = await _table.JsonAsync(id, RecordTable.LedgerSort(entry.Sequence), cancel).ConfigureAwait(false);
        return RecordReader.Parse(there, Json.LedgerEntry).Hash == entry.Hash;
    }

    private async Task<LedgerEntry?> HeadAsync(IncidentId id, CancellationToken cancel)
    {
        if (_head is { } known && known.Id == id)
            return known.Entry;

        var latest = await client.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                KeyConditionExpression = "pk = :pk AND begins_with(sk, :ledger)",
                ExpressionAttributeValues = new() { [":pk"] = new() { S = $"INC#{id}" }, [":ledger"] = new() { S = RecordTable.Ledger } },
                ScanIndexForward = false,
                Limit = 1,
                ConsistentRead = true,
            },
            cancel).ConfigureAwait(false);
        return latest.Items is [var item, ..] ? RecordReader.Attribute(item, "json", Json.LedgerEntry) : null;
    }

    private static InvalidOperationException Crowded(IncidentId id) =>
        new($"The ledger of incident {id} was written to {MostTurns} times by others before this entry; let the state machine try again.");

    private sealed record Head(IncidentId Id, LedgerEntry Entry);
}
