using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Aws.Triage;

/// <summary>Token buckets in the table of the incidents, an item each.</summary>
/// <param name="client">The client.</param>
/// <param name="tableName">The table, with keys "pk" and "sk" and the time to live in "ttl".</param>
public sealed class DynamoTokenBuckets(IAmazonDynamoDB client, string tableName) : ITokenBuckets
{
    private const int MostTurns = 20;
    private const int MostRemembered = 1000;

    // A bucket only gets emptier by others: what refused once refuses until its time, without a call. In a flood that is nearly every one.
    private readonly Dictionary<string, DateTimeOffset> _fullAt = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<bool> TakeAsync(string name, Rate rate, DateTimeOffset now, CancellationToken cancel)
    {
        if (_fullAt.TryGetValue(name, out var remembered) && TokenBucket.Take(remembered, now, rate) is null)
            return false;

        for (var turn = 0; turn < MostTurns; turn++)
        {
            var fullAt = await FullAtAsync(name, cancel).ConfigureAwait(false);
            var after = TokenBucket.Take(fullAt, now, rate);
            Remember(name, after ?? fullAt ?? now);
            if (after is not { } taken)
                return false;
            if (await TryMoveAsync(name, fullAt, taken, cancel).ConfigureAwait(false))
                return true;
        }

        // So many at once are a flood by themselves.
        return false;
    }

    private async Task<DateTimeOffset?> FullAtAsync(string name, CancellationToken cancel)
    {
        var found = await client.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(name), ConsistentRead = true }, cancel).ConfigureAwait(false);
        return found.Item?.GetValueOrDefault("full")?.N is { } ticks ? new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;
    }

    private async Task<bool> TryMoveAsync(string name, DateTimeOffset? from, DateTimeOffset to, CancellationToken cancel)
    {
        var item = Key(name);
        item["full"] = Number(to.UtcTicks);
        item["ttl"] = Number(to.AddDays(1).ToUnixTimeSeconds());
        PutItemRequest move = new() { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" };
        if (from is { } known)
        {
            move.ConditionExpression = "#full = :from";
            move.ExpressionAttributeNames = new() { ["#full"] = "full" };
            move.ExpressionAttributeValues = new() { [":from"] = Number(known.UtcTicks) };
        }

        try
        {
            await client.PutItemAsync(move, cancel).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private void Remember(string name, DateTimeOffset fullAt)
    {
        if (_fullAt.Count >= MostRemembered)
            _fullAt.Clear();
        _fullAt[name] = fullAt;
    }

    private static Dictionary<string, AttributeValue> Key(string name) => new()
    {
        ["pk"] = new() { S = $"BUCKET#{name}" },
        ["sk"] = new() { S = "BUCKET" },
    };

    private static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}
