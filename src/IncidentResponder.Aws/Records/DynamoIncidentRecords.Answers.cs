using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Aws.Records;

/// <content>Answers, each written together with its ledger entry.</content>
public sealed partial class DynamoIncidentRecords
{
    /// <inheritdoc/>
    public async Task<ApprovalTally> KeepAnswerAsync(IncidentId id, ApprovalDecision answer, CancellationToken cancel)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var item = await _table.GetAsync(id, RecordTable.Approval, cancel).ConfigureAwait(false);
            ApprovalTally before = new(
                RecordReader.Attribute(item, "question", Json.ApprovalRequest)?.Quorum ?? 1,
                RecordReader.VotesIn(item),
                RecordReader.Attribute(item, "answer", Json.ApprovalDecision));
            var after = before.With(answer);
            if (after == before)
                return before;

            var entry = after.EntryFor(answer, await HeadAsync(id, cancel).ConfigureAwait(false));
            if (await TryAnswerAsync(id, AnswerUpdate(id, item?.GetValueOrDefault("votes")?.S, after), entry, cancel).ConfigureAwait(false))
            {
                _head = new(id, entry);
                return after;
            }

            _head = null;
        }

        throw Crowded(id);
    }

    // Written only over what was read: an answer, or another's approval, that came in between is counted in the next turn.
    private Update AnswerUpdate(IncidentId id, string? votesBefore, ApprovalTally after)
    {
        List<string> sets = [];
        Update update = new()
        {
            TableName = tableName,
            Key = RecordTable.Key(id, RecordTable.Approval),
            ConditionExpression = $"attribute_not_exists(answer) AND {(votesBefore is null ? "attribute_not_exists(votes)" : "votes = :before")}",
            ExpressionAttributeValues = [],
        };
        if (votesBefore is not null)
            update.ExpressionAttributeValues[":before"] = new() { S = votesBefore };
        if (after.Answer is { } answer)
            Set("answer", Text(answer, Json.ApprovalDecision));
        if (!after.Votes.IsEmpty || votesBefore is not null)
            Set("votes", Text(after.Votes, Json.ImmutableArrayApprovalDecision));
        update.UpdateExpression = $"SET {string.Join(", ", sets)}";
        return update;

        void Set(string name, string json)
        {
            sets.Add($"{name} = :{name}");
            update.ExpressionAttributeValues[$":{name}"] = new() { S = json };
        }
    }

    private async Task<bool> TryAnswerAsync(IncidentId id, Update answer, LedgerEntry entry, CancellationToken cancel)
    {
        Put next = new()
        {
            TableName = tableName,
            Item = RecordTable.Item(id, RecordTable.LedgerSort(entry.Sequence), Text(entry, Json.LedgerEntry)),
            ConditionExpression = "attribute_not_exists(pk)",
        };
        try
        {
            await client.TransactWriteItemsAsync(
                new TransactWriteItemsRequest { TransactItems = [new() { Update = answer }, new() { Put = next }] }, cancel).ConfigureAwait(false);
            return true;
        }
        catch (TransactionCanceledException lost) when (lost.CancellationReasons is { Count: > 0 } reasons && reasons.TrueForAll(IsLostTurn))
        {
            return false;
        }
    }

    private static bool IsLostTurn(CancellationReason reason) =>
        reason.Code is null or "" or "None" or "ConditionalCheckFailed" or "TransactionConflict";
}
