using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Aws.Approve;

/// <summary>Remembers in the table of incidents, under a hash, with a time to live.</summary>
/// <param name="client">The client.</param>
/// <param name="tableName">The table.</param>
public sealed class DynamoReplayMemory(IAmazonDynamoDB client, string tableName) : IReplayMemory
{
    /// <inheritdoc/>
    public async Task<bool> IsNewAsync(string what, DateTimeOffset until, CancellationToken cancel)
    {
        Dictionary<string, AttributeValue> item = new()
        {
            ["pk"] = new() { S = $"SEEN#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))}" },
            ["sk"] = new() { S = "SEEN" },
            ["ttl"] = new() { N = $"{until.ToUnixTimeSeconds()}" },
        };
        try
        {
            await client.PutItemAsync(
                new PutItemRequest { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" }, cancel).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }
}
