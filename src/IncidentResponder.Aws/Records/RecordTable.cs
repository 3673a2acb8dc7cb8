using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core;

namespace IncidentResponder.Aws.Records;

/// <summary>The table's items: keys, conditional writes and strongly consistent reads.</summary>
internal sealed class RecordTable(IAmazonDynamoDB table, string name)
{
    internal const string Incident = "INCIDENT";
    internal const string Decision = "DECISION";
    internal const string Enrichment = "ENRICHMENT";
    internal const string Approval = "APPROVAL";
    internal const string Evidence = "EVIDENCE";
    internal const string Closure = "CLOSURE";
    internal const string Prior = "PRIOR#";
    internal const string Step = "STEP#";
    internal const string Ledger = "LEDGER#";
    internal const string Post = "POST#";
    internal const string Finding = "FINDING#";
    internal const string Digest = "DIGEST#";

    /// <summary>The table's name.</summary>
    internal string Name => name;

    /// <summary>The client.</summary>
    internal IAmazonDynamoDB Client => table;

    /// <summary>The key of one item of an incident.</summary>
    internal static Dictionary<string, AttributeValue> Key(IncidentId id, string sort) => new()
    {
        ["pk"] = new() { S = $"INC#{id}" },
        ["sk"] = new() { S = sort },
    };

    /// <summary>The partition that names the incidents that were opened on a UTC day.</summary>
    internal static string DayPartition(DateOnly day) => $"DAY#{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    /// <summary>The key of a ledger entry.</summary>
    internal static string LedgerSort(int sequence) => $"{Ledger}{sequence:00000000}";

    /// <summary>An item that holds one JSON text.</summary>
    internal static Dictionary<string, AttributeValue> Item(IncidentId id, string sort, string json)
    {
        var item = Key(id, sort);
        item["json"] = new() { S = json };
        return item;
    }

    /// <summary>Writes an item, whatever is there.</summary>
    internal Task PutAsync(IncidentId id, string sort, string json, CancellationToken cancel) =>
        table.PutItemAsync(new PutItemRequest { TableName = name, Item = Item(id, sort, json) }, cancel);

    /// <summary>Names an incident in the list of a day. The same again changes nothing.</summary>
    internal Task PutInDayAsync(IncidentId id, DateOnly day, CancellationToken cancel) => table.PutItemAsync(
        new PutItemRequest { TableName = name, Item = new() { ["pk"] = new() { S = DayPartition(day) }, ["sk"] = new() { S = id.Value } } }, cancel);

    /// <summary>Writes an item unless it exists; true when this call wrote it.</summary>
    internal async Task<bool> PutFirstAsync(IncidentId id, string sort, string json, CancellationToken cancel)
    {
        try
        {
            await table.PutItemAsync(
                new PutItemRequest { TableName = name, Item = Item(id, sort, json), ConditionExpression = "attribute_not_exists(pk)" },
                cancel).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <summary>Reads an item; null when there is none.</summary>
    internal async Task<Dictionary<string, AttributeValue>?> GetAsync(IncidentId id, string sort, CancellationToken cancel)
    {
        var found = await table.GetItemAsync(
            new GetItemRequest { TableName = name, Key = Key(id, sort), ConsistentRead = true }, cancel).ConfigureAwait(false);
        return found.Item is { Count: > 0 } item ? item : null;
    }

    /// <summary>Reads the JSON text of an item that is known to exist.</summary>
    internal async Task<string> JsonAsync(IncidentId id, string sort, CancellationToken cancel) =>
        await GetAsync(id, sort, cancel).ConfigureAwait(false) is { } item
            ? item["json"].S
            : throw new InvalidOperationException($"Item {sort} of incident {id} is gone from table {name}; restore the table to a time before it was deleted.");

    /// <summary>Reads all items of an incident, page by page.</summary>
    internal Task<List<Dictionary<string, AttributeValue>>> QueryAsync(IncidentId id, CancellationToken cancel) => QueryAsync($"INC#{id}", cancel);

    /// <summary>Reads all items of a partition, page by page.</summary>
    internal async Task<List<Dictionary<string, AttributeValue>>> QueryAsync(string partition, CancellationToken cancel)
    {
        List<Dictionary<string, AttributeValue>> items = [];
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await table.QueryAsync(
                new QueryRequest
                {
                    TableName = name,
                    KeyConditionExpression = "pk = :pk",
                    ExpressionAttributeValues = new() { [":pk"] = new() { S = partition } },
                    ConsistentRead = true,
                    ExclusiveStartKey = from,
                },
                cancel).ConfigureAwait(false);
            items.AddRange(page.Items ?? []);
            from = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (from is not null);
        return items;
    }
}
