using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Aws.Records;

/// <summary>
/// The switch is an item in the table of incidents, which people put and delete by hand (docs/operations.md). One that holds no mode
/// that there is stops every change: whoever put it there wanted something held.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="tableName">The table.</param>
public sealed class DynamoModeSwitch(IAmazonDynamoDB client, string tableName) : IModeSwitch
{
    private const int Longest = 200;

    /// <inheritdoc/>
    public async Task<SwitchPosition> ReadAsync(CancellationToken cancel)
    {
        try
        {
            var found = await client.GetItemAsync(
                new GetItemRequest
                {
                    TableName = tableName,
                    Key = new() { ["pk"] = new() { S = "SWITCH" }, ["sk"] = new() { S = "MOST_MODE" } },
                    ConsistentRead = true,
                },
                cancel).ConfigureAwait(false);
            return found.Item is { Count: > 0 } item ? PositionOf(item) : new SwitchPosition.NotSet();
        }
        catch (AmazonServiceException refused)
        {
            return new SwitchPosition.NotRead(refused.ErrorCode);
        }
        catch (HttpRequestException lost)
        {
            return new SwitchPosition.NotRead(lost.HttpRequestError.ToString());
        }
    }

    private static SwitchPosition.Set PositionOf(Dictionary<string, AttributeValue> item)
    {
        var (by, at) = (Text(item, "by", "somebody"), Text(item, "at", "a time not given"));
        return Text(item, "mode", "") switch
        {
            nameof(ResponseMode.ContainNow) => new(ResponseMode.ContainNow, by, Text(item, "why", "no reason given"), at),
            nameof(ResponseMode.AskFirst) => new(ResponseMode.AskFirst, by, Text(item, "why", "no reason given"), at),
            nameof(ResponseMode.NotifyOnly) => new(ResponseMode.NotifyOnly, by, Text(item, "why", "no reason given"), at),
            var other => new(ResponseMode.NotifyOnly, by, $"its mode is '{other}', which is none of NotifyOnly, AskFirst and ContainNow", at),
        };
    }

    private static string Text(Dictionary<string, AttributeValue> item, string name, string missing) =>
        item.GetValueOrDefault(name)?.S is { Length: > 0 } text ? text[..Math.Min(text.Length, Longest)] : missing;
}
