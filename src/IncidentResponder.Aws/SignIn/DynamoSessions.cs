using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core.SignIn;

namespace IncidentResponder.Aws.SignIn;

/// <summary>Keeps sessions in the table of incidents, under their keys' hashes, with a time to live.</summary>
/// <param name="client">The client.</param>
/// <param name="tableName">The table, with keys "pk" and "sk".</param>
public sealed class DynamoSessions(IAmazonDynamoDB client, string tableName) : ISessions
{
    /// <inheritdoc/>
    public async Task<string> OpenAsync(Session session, CancellationToken cancel)
    {
        var key = SessionKey.Draw();
        var item = KeyOf(SessionKey.Hash(key)!);
        item["address"] = new() { S = session.Address };
        item["ends"] = Milliseconds(session.EndsAt);
        item["ttl"] = new() { N = session.EndsAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };
        if (session.ProvedAt is { } proved)
            item["proved"] = Milliseconds(proved);
        // Without a condition: a put whose reply was lost is repeated by the SDK, and nobody else ever draws this key.
        await client.PutItemAsync(new PutItemRequest { TableName = tableName, Item = item }, cancel).ConfigureAwait(false);
        return key;
    }

    /// <inheritdoc/>
    public async Task<Session?> ReadAsync(string? key, DateTimeOffset now, CancellationToken cancel)
    {
        if (SessionKey.Hash(key) is not { } hash)
            return null;

        // Consistent: a session that was ended a moment ago is ended. The time to live takes days; the item's own end counts.
        var found = await client.GetItemAsync(new GetItemRequest { TableName = tableName, Key = KeyOf(hash), ConsistentRead = true }, cancel).ConfigureAwait(false);
        if (found.Item is not { Count: > 0 } item)
            return null;
        Session session = new() { Address = item["address"].S, ProvedAt = item.TryGetValue("proved", out var proved) ? Time(proved) : null, EndsAt = Time(item["ends"]) };
        return now < session.EndsAt ? session : null;
    }

    /// <inheritdoc/>
    public Task EndAsync(string? key, CancellationToken cancel) => SessionKey.Hash(key) is { } hash
        ? client.DeleteItemAsync(new DeleteItemRequest { TableName = tableName, Key = KeyOf(hash) }, cancel)
        : Task.CompletedTask;

    private static Dictionary<string, AttributeValue> KeyOf(string hash) => new() { ["pk"] = new() { S = $"SESSION#{hash}" }, ["sk"] = new() { S = "SESSION" } };

    private static AttributeValue Milliseconds(DateTimeOffset at) => new() { N = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) };

    private static DateTimeOffset Time(AttributeValue milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds.N, CultureInfo.InvariantCulture));
}
