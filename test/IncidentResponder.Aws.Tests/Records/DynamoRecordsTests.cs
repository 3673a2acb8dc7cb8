using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Aws.Records;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Records;

/// <summary>The keeper that ships holds the promises, against a DynamoDB of somebody else's make.</summary>
public sealed class DynamoRecordsTests(MotoServer moto) : RecordsContract, IAsyncLifetime
{
    private const string Table = "incidents";

    private readonly AmazonDynamoDBClient _client =
        new(CannedAws.Credentials, new AmazonDynamoDBConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });

    protected override IIncidentRecords Records => new DynamoIncidentRecords(_client, Table);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await _client.CreateTableAsync(new CreateTableRequest
            {
                TableName = Table,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new() { AttributeName = "pk", AttributeType = ScalarAttributeType.S }, new() { AttributeName = "sk", AttributeType = ScalarAttributeType.S }],
                KeySchema = [new() { AttributeName = "pk", KeyType = KeyType.HASH }, new() { AttributeName = "sk", KeyType = KeyType.RANGE }],
            });
        }
        catch (ResourceInUseException)
        {
            // Another test of this class has made it.
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Read_RecordOfSeveralPages_IsWhole()
    {
        var incident = Some.Incident(id: "INC-20260114-pages");
        await Records.OpenAsync(incident, default);
        for (var entry = 0; entry < 8; entry++)
            await Records.AppendAsync(incident.Id, Some.Moment, Stage.Enrich, "Evidence", "responder", new string((char)('a' + entry), 300_000), default);

        var ledger = (await Records.ReadAsync(incident.Id, default))!.Ledger;
        ledger.Length.ShouldBe(8);
        LedgerChain.Verify(ledger).ShouldBeOfType<LedgerVerdict.Intact>();
    }

    [Fact]
    public async Task Append_TwoProcessesTakeTurns_NeitherLosesAnEntry()
    {
        var incident = Some.Incident(id: "INC-20260114-processes");
        await Records.OpenAsync(incident, default);
        IIncidentRecords[] processes = [Records, Records];
        for (var turn = 0; turn < 10; turn++)
            await processes[turn % 2].AppendAsync(incident.Id, Some.Moment, Stage.Remediate, "Intent", "responder", $"turn {turn}", default);

        var ledger = (await Records.ReadAsync(incident.Id, default))!.Ledger;
        ledger.Select(entry => entry.Text).ShouldBe(Enumerable.Range(0, 10).Select(turn => $"turn {turn}"));
        LedgerChain.Verify(ledger).ShouldBeOfType<LedgerVerdict.Intact>();
    }
}
