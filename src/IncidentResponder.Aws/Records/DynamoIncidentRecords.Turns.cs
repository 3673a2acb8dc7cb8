using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Aws.Records;

/// <content>What only one may have at a time: a try at a code, and the lease on a target.</content>
public sealed partial class DynamoIncidentRecords
{
    private const int MostTries = 5;

    /// <inheritdoc/>
    public Task KeepCodeAsync(IncidentId id, string approver, string purpose, OneTimeCode code, CancellationToken cancel)
    {
        var item = RecordTable.Key(id, CodeSort(approver, purpose));
        item["hash"] = new() { S = code.Hash };
        item["expires"] = Number(code.ExpiresAt.ToUnixTimeMilliseconds());
        item["tries"] = Number(code.Tries);
        item["ttl"] = Number(code.ExpiresAt.AddDays(1).ToUnixTimeSeconds());
        return client.PutItemAsync(new PutItemRequest { TableName = tableName, Item = item }, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> UseCodeAsync(IncidentId id, string approver, string purpose, string hash, DateTimeOffset now, CancellationToken cancel)
    {
        var key = RecordTable.Key(id, CodeSort(approver, purpose));
        return await TakeTryAsync(key, now, cancel).ConfigureAwait(false) is { } kept
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(hash))
            && await UseUpAsync(key, kept, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<long?> TakeLeaseAsync(
        IncidentId id, string name, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancel)
    {
        UpdateItemRequest take = new()
        {
            TableName = tableName,
            Key = RecordTable.Key(id, $"LEASE#{name}"),
            UpdateExpression = "SET holder = :holder, expires = :until ADD fence :one",
            ConditionExpression = "attribute_not_exists(pk) OR holder = :holder OR expires <= :now",
            ExpressionAttributeValues = new()
            {
                [":holder"] = new() { S = holder },
                [":until"] = Number((now + duration).ToUnixTimeMilliseconds()),
                [":now"] = Number(now.ToUnixTimeMilliseconds()),
                [":one"] = Number(1),
            },
            ReturnValues = ReturnValue.UPDATED_NEW,
        };
        var taken = await TryUpdateAsync(take, cancel).ConfigureAwait(false);
        return taken is null ? null : long.Parse(taken["fence"].N);
    }

    /// <inheritdoc/>
    public async Task<bool> HoldsLeaseAsync(IncidentId id, string name, long number, CancellationToken cancel) =>
        await _table.GetAsync(id, $"LEASE#{name}", cancel).ConfigureAwait(false) is { } lease && long.Parse(lease["fence"].N) == number;

    // The try is counted before the code is compared, so that many guesses at once are no more than five.
    private async Task<string?> TakeTryAsync(Dictionary<string, AttributeValue> key, DateTimeOffset now, CancellationToken cancel)
    {
        UpdateItemRequest count = new()
        {
            TableName = tableName,
            Key = key,
            UpdateExpression = "ADD tries :one",
            ConditionExpression = "attribute_exists(pk) AND tries < :most AND expires > :now",
            ExpressionAttributeValues = new()
            {
                [":one"] = Number(1),
                [":most"] = Number(MostTries),
                [":now"] = Number(now.ToUnixTimeMilliseconds()),
            },
            ReturnValues = ReturnValue.ALL_NEW,
        };
        return (await TryUpdateAsync(count, cancel).ConfigureAwait(false))?["hash"].S;
    }

    private async Task<bool> UseUpAsync(Dictionary<string, AttributeValue> key, string hash, CancellationToken cancel)
    {
        try
        {
            await client.DeleteItemAsync(
                new DeleteItemRequest
                {
                    TableName = tableName,
                    Key = key,
                    ConditionExpression = "#hash = :hash",
                    ExpressionAttributeNames = new() { ["#hash"] = "hash" },
                    ExpressionAttributeValues = new() { [":hash"] = new() { S = hash } },
                },
                cancel).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> TryUpdateAsync(UpdateItemRequest request, CancellationToken cancel)
    {
        try
        {
            return (await client.UpdateItemAsync(request, cancel).ConfigureAwait(false)).Attributes;
        }
        catch (ConditionalCheckFailedException)
        {
            return null;
        }
    }

    private static string CodeSort(string approver, string purpose) => $"CODE#{approver}#{purpose}";

    private static AttributeValue Number(long value) => new() { N = value.ToString() };
}
