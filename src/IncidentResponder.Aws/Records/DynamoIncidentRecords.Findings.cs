using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Aws.Records;

/// <content>The findings of an incident, and those that a flood put into a digest.</content>
public sealed partial class DynamoIncidentRecords
{
    /// <inheritdoc/>
    public async Task KeepFindingAsync(IncidentId id, Finding finding, CancellationToken cancel)
    {
        var sort = RecordTable.Finding + KeyOf(finding.Id);
        var item = RecordTable.Item(id, sort, Text(finding, Json.Finding));
        item["seen"] = new() { N = finding.LastSeen.UtcTicks.ToString(CultureInfo.InvariantCulture) };
        try
        {
            await client.PutItemAsync(
                new PutItemRequest
                {
                    TableName = tableName,
                    Item = item,
                    ConditionExpression = "attribute_not_exists(pk) OR seen < :seen",
                    ExpressionAttributeValues = new() { [":seen"] = item["seen"] },
                },
                cancel).ConfigureAwait(false);
        }
        catch (ConditionalCheckFailedException)
        {
            // What is kept was seen as late or later: an old delivery has come after a new one.
            return;
        }
    }

    /// <inheritdoc/>
    public Task KeepDigestAsync(IncidentId id, ImmutableArray<DigestedFinding> findings, CancellationToken cancel)
    {
        // A partition of its own: whoever reads the incident need not read ten thousand findings.
        var item = RecordTable.Item(id, RecordTable.Digest + KeyOf(string.Join('\n', findings.Select(one => one.Id))), Text(findings, Json.ImmutableArrayDigestedFinding));
        item["pk"] = new() { S = DigestPartition(id) };
        return client.PutItemAsync(new PutItemRequest { TableName = tableName, Item = item }, cancel);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<DigestedFinding>> ReadDigestAsync(IncidentId id, CancellationToken cancel)
    {
        var items = await _table.QueryAsync(DigestPartition(id), cancel).ConfigureAwait(false);
        return DigestedFinding.InOrder(items.SelectMany(item => RecordReader.Parse(item["json"].S, Json.ImmutableArrayDigestedFinding)));
    }

    // Ids of findings are up to 512 characters that others chose: the key has their digest.
    private static string KeyOf(string ids) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids)))[..32];

    private static string DigestPartition(IncidentId id) => $"DIGEST#{id}";
}
