using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using CsCheck;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class IntakeTests : IDisposable
{
    private readonly InMemoryIncidentRecords _records = new();
    private readonly Outside _outside = new();
    private readonly StringWriter _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Intake_OneBadRecordAtEachPosition_HarmsNoSibling()
    {
        string[] good = ["guardduty-cryptocurrency-ec2", "guardduty-unauthorized-iam-user", "macie-sensitive-data", "guardduty-root-credential-usage"];
        foreach (var bad in new[] { "{", "{\"detail-type\":\"GuardDuty Finding\",\"source\":\"aws.guardduty\"}", "", "[1]", "{\"hello\":\"world\"}", "{\"Type\":\"Notification\",\"Message\":\"  \"}", "{\"Type\":\"Notification\",\"Message\":\"All is well\"}" })
        {
            for (var position = 0; position <= good.Length; position++)
            {
                InMemoryIncidentRecords records = new();
                var bodies = good.Select(Events.Text).ToList();
                bodies.Insert(position, bad);
                var reply = await IntakeOn(records).RunAsync(Batch([.. bodies]), default);
                reply.BatchItemFailures.Select(failure => failure.ItemIdentifier).ShouldBe([$"m-{position}"], $"'{bad}' at {position}");
                records.All.Length.ShouldBe(good.Length);
            }
        }
    }

    [Fact]
    public async Task Intake_DeliveredFiveTimes_OpensOneIncidentAndStartsOneResponse()
    {
        for (var delivery = 0; delivery < 5; delivery++)
            (await IntakeOn(_records).RunAsync(Batch(Events.Text("guardduty-cryptocurrency-ec2")), default)).BatchItemFailures.ShouldBeEmpty();

        var record = _records.All.Single();
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Opened"]);
        _outside.Started.Keys.ShouldBe([record.Incident.Id]);
        _outside.Sealed.Keys.ShouldBe([$"incidents/{record.Incident.Id}/finding.json"]);
    }

    [Fact]
    public async Task Intake_SameFindingByEveryPath_OpensOneIncident()
    {
        await IntakeOn(_records).RunAsync(
            Batch(
                Events.Text("guardduty-cryptocurrency-ec2"),
                Events.Text("securityhub-cryptocurrency-ec2"),
                Events.Text(Path.Combine("forms", "ocsf-cryptocurrency-ec2"))),
            default);
        _records.All.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Intake_OtherFindingOfTheSameTarget_JoinsAndIsNamedOnce()
    {
        var other = Events.Text("guardduty-cryptocurrency-ec2").Replace("BitcoinTool.B", "BitcoinTool.B!DNS", StringComparison.Ordinal).Replace(
            JsonDocument.Parse(Events.Text("guardduty-cryptocurrency-ec2")).RootElement.GetProperty("detail").GetProperty("id").GetString()!, "99999999999999999999999999999999", StringComparison.Ordinal);
        foreach (var body in new[] { Events.Text("guardduty-cryptocurrency-ec2"), other, other, Events.Text("guardduty-cryptocurrency-ec2") })
            await IntakeOn(_records).RunAsync(Batch(body), default);

        var record = _records.All.Single();
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Opened", "Joined"]);
        record.Ledger[1].Text.ShouldBe("Finding 99999999999999999999999999999999 of type CryptoCurrency:EC2/BitcoinTool.B!DNS is about the same target and joins.");
    }

    /// <summary>Any order and number of deliveries gives the same incidents, and every finding is accounted for (I1).</summary>
    [Fact]
    public void Intake_AnyDeliveries_GiveTheSameIncidentsAndLoseNothing()
    {
        string[] pool = [.. Events.Names.Select(Events.Text), "{", "[]"];
        Gen.Int[0, pool.Length - 1].List[1, 8].Sample(
            deliveries =>
            {
                var (inOrder, once) = (Taken(deliveries.Select(at => pool[at])), Taken(deliveries.Distinct().Order().Select(at => pool[at])));
                return inOrder.Incidents.SetEquals(once.Incidents)
                    && inOrder.Outcomes == deliveries.Sum(at => EventReader.Read(pool[at]).Length);
            },
            iter: 10_000,
            threads: 1,
            writeLine: TestContext.Current.TestOutputHelper!.WriteLine);
    }

    private static (HashSet<(IncidentId Id, string Playbook, string Target)> Incidents, int Outcomes) Taken(IEnumerable<string> bodies)
    {
        InMemoryIncidentRecords records = new();
        using StringWriter log = new();
        Outside outside = new();
        Intake intake = new(new(records, IncidentOpening.Open, outside.SealAsync, outside, new(log)), new(log));
        intake.RunAsync(Batch([.. bodies]), default).GetAwaiter().GetResult();
        return ([.. records.All.Select(record => (record.Incident.Id, record.Incident.Playbook, record.Incident.Target.Id))], log.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public async Task Intake_DeliveredAfterClosing_StartsNothing()
    {
        await IntakeOn(_records).RunAsync(Batch(Events.Text("guardduty-cryptocurrency-ec2")), default);
        var id = _records.All.Single().Incident.Id;
        await _records.KeepClosureAsync(id, new() { Outcome = "Contained", Summary = "Contained.", At = Some.Moment }, default);
        await IntakeOn(_records).RunAsync(Batch(Events.Text("guardduty-cryptocurrency-ec2")), default);
        _outside.Started[id].ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Intake_KilledAtAnyCall_IsFinishedByTheNextDelivery(bool after)
    {
        for (var call = 1; ; call++)
        {
            InMemoryIncidentRecords records = new();
            CrashPoint crash = new(call, after);
            await IntakeOn(Mortal<IIncidentRecords>.Of(records, crash)).RunAsync(Batch(Events.Text("guardduty-cryptocurrency-ec2")), default);
            if (!crash.Happened)
                break;
            (await IntakeOn(records).RunAsync(Batch(Events.Text("guardduty-cryptocurrency-ec2")), default)).BatchItemFailures.ShouldBeEmpty();
            records.All.Single().Ledger.Select(entry => entry.Kind).ShouldBe(["Opened"], $"call {call}");
            _outside.Started.ShouldContainKey(records.All.Single().Incident.Id);
        }
    }

    [Fact]
    public async Task Intake_UnreadableAndIgnored_AreLoggedWithTheReason()
    {
        var reply = await IntakeOn(_records).RunAsync(Batch("{", Events.Text("securityhub-notified-by-responder")), default);
        reply.BatchItemFailures.Count.ShouldBe(1);
        var lines = _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("outcome").GetString()).ShouldBe(["Unreadable", "Ignored"]);
        lines.ShouldAllBe(line => line.GetProperty("detail").GetString()!.Length > 20);
    }

    [Fact]
    public void BatchResponse_Written_HasTheNamesThatLambdaReads()
    {
        SQSBatchResponse reply = new() { BatchItemFailures = [new() { ItemIdentifier = "m-1" }] };
        JsonSerializer.Serialize(reply, QueueJson.Default.SQSBatchResponse).ShouldBe("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
    }

    private Intake IntakeOn(IIncidentRecords records) =>
        new(new(records, IncidentOpening.Open, _outside.SealAsync, _outside, new(_log)), new StageLog(_log));

    private static SQSEvent Batch(params string[] bodies) => new()
    {
        Records = [.. bodies.Select((body, at) => new SQSEvent.SQSMessage
        {
            MessageId = $"m-{at}",
            Body = body,
            Attributes = new() { ["ApproximateFirstReceiveTimestamp"] = Some.Moment.AddMinutes(5).ToUnixTimeMilliseconds().ToString() },
        })],
    };
}
