using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using IncidentResponder.Core;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Aws.Records;

/// <summary>Counts changes in the table of incidents: an item for each thing counted and hour, with the set of incidents, written only while it has room.</summary>
/// <param name="client">The client.</param>
/// <param name="tableName">The table.</param>
public sealed class DynamoChangeCount(IAmazonDynamoDB client, string tableName) : IChangeCount
{
    /// <inheritdoc/>
    public async Task<ChangeTally> CountAsync(string under, DateTimeOffset at, IncidentId incident, int most, CancellationToken cancel)
    {
        try
        {
            return most >= 1 && await TryAddAsync(under, at, incident, most, cancel).ConfigureAwait(false)
                ? new ChangeTally.Counted()
                : new ChangeTally.Over(await ReadAsync(under, at, cancel).ConfigureAwait(false));
        }
        catch (AmazonServiceException refused)
        {
            return new ChangeTally.NotKnown(refused.ErrorCode);
        }
        catch (HttpRequestException lost)
        {
            return new ChangeTally.NotKnown(lost.HttpRequestError.ToString());
        }
    }

    private async Task<bool> TryAddAsync(string under, DateTimeOffset at, IncidentId incident, int most, CancellationToken cancel)
    {
        UpdateItemRequest add = new()
        {
            TableName = tableName,
            Key = KeyOf(under, at),
            UpdateExpression = "SET #ttl = :ttl ADD incidents :set",
            ConditionExpression = "attribute_not_exists(incidents) OR contains(incidents, :one) OR size(incidents) < :most",
            ExpressionAttributeNames = new() { ["#ttl"] = "ttl" },
            ExpressionAttributeValues = new()
            {
                [":ttl"] = Number(at.AddDays(2).ToUnixTimeSeconds()),
                [":set"] = new() { SS = [incident.Value] },
                [":one"] = new() { S = incident.Value },
                [":most"] = Number(most),
            },
        };
        try
        {
            await client.UpdateItemAsync(add, cancel).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async Task<int> ReadAsync(string under, DateTimeOffset at, CancellationToken cancel)
    {
        var found = await client.GetItemAsync(new GetItemRequest { TableName = tableName, Key = KeyOf(under, at), ConsistentRead = true }, cancel).ConfigureAwait(false);
        return found.Item?.GetValueOrDefault("incidents")?.SS?.Count ?? 0;
    }

    private static Dictionary<string, AttributeValue> KeyOf(string under, DateTimeOffset at) => new()
    {
        ["pk"] = new() { S = $"CHANGES#{under}" },
        ["sk"] = new() { S = at.UtcDateTime.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture) },
    };

    private static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}
