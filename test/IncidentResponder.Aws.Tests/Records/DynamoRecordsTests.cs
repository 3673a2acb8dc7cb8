using Amazon.DynamoDBv2;
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
    private readonly AmazonDynamoDBClient _client = IncidentTable.ClientOf(moto);

    protected override IIncidentRecords Records => new DynamoIncidentRecords(_client, IncidentTable.Name);

    public async ValueTask InitializeAsync() => await IncidentTable.MakeAsync(_client);

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
    public async Task Open_CutShortBeforeTheIncidentIsWritten_IsOpenedByTheNextDeliveryAndListed()
    {
        var incident = Some.Incident(id: "INC-20260114-cut-short") with { OpenedAt = new(2030, 5, 6, 7, 8, 9, TimeSpan.Zero) };
        await _client.PutItemAsync(new() { TableName = IncidentTable.Name, Item = new() { ["pk"] = new() { S = "DAY#2030-05-06" }, ["sk"] = new() { S = incident.Id.Value } } });

        (await Records.OpenAsync(incident, default)).ShouldBeTrue();
        (await Records.ListAsync(new(2030, 5, 6), default)).ShouldBe([incident.Id]);
        (await Records.ReadAsync(incident.Id, default)).ShouldNotBeNull();
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
