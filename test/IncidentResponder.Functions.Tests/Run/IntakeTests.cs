using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using CsCheck;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class IntakeTests : IDisposable
{
    private readonly IntakeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Intake_OneBadRecordAtEachPosition_HarmsNoSibling()
    {
        string[] good = ["guardduty-cryptocurrency-ec2", "guardduty-unauthorized-iam-user", "macie-sensitive-data", "guardduty-root-credential-usage"];
        foreach (var bad in new[] { "{", "{\"detail-type\":\"GuardDuty Finding\",\"source\":\"aws.guardduty\"}", "", "[1]", "{\"hello\":\"world\"}", "{\"Type\":\"Notification\",\"Message\":\"  \"}", "{\"Type\":\"Notification\",\"Message\":\"All is well\"}" })
        {
            for (var position = 0; position <= good.Length; position++)
            {
                using IntakeRig rig = new();
                var bodies = good.Select(Events.Text).ToList();
                bodies.Insert(position, bad);
                var reply = await rig.TakeAsync([.. bodies]);
                reply.BatchItemFailures.Select(failure => failure.ItemIdentifier).ShouldBe([$"m-{position}"], $"'{bad}' at {position}");
                rig.Records.All.Length.ShouldBe(good.Length);
            }
        }
    }

    [Fact]
    public async Task Intake_DeliveredFiveTimes_OpensOneIncidentAndStartsOneResponse()
    {
        for (var delivery = 0; delivery < 5; delivery++)
            (await _rig.TakeAsync(Events.Text("guardduty-cryptocurrency-ec2"))).BatchItemFailures.ShouldBeEmpty();

        var record = _rig.Records.All.Single();
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Opened"]);
        _rig.Outside.Started.Keys.ShouldBe([record.Incident.Id]);
        _rig.Outside.Sealed.Keys.ShouldBe([$"incidents/{record.Incident.Id}/finding.json"]);
    }

    [Fact]
    public async Task Intake_SameFindingByEveryPath_OpensOneIncident()
    {
        await _rig.TakeAsync(
            Events.Text("guardduty-cryptocurrency-ec2"),
            Events.Text("securityhub-cryptocurrency-ec2"),
            Events.Text(Path.Combine("forms", "ocsf-cryptocurrency-ec2")));
        _rig.Records.All.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Intake_OtherFindingOfTheSameTarget_JoinsAndIsNamedOnce()
    {
        var other = Events.Text("guardduty-cryptocurrency-ec2").Replace("BitcoinTool.B", "BitcoinTool.B!DNS", StringComparison.Ordinal).Replace(
            JsonDocument.Parse(Events.Text("guardduty-cryptocurrency-ec2")).RootElement.GetProperty("detail").GetProperty("id").GetString()!, "99999999999999999999999999999999", StringComparison.Ordinal);
        foreach (var body in new[] { Events.Text("guardduty-cryptocurrency-ec2"), other, other, Events.Text("guardduty-cryptocurrency-ec2") })
            await _rig.TakeAsync(body);

        var record = _rig.Records.All.Single();
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

    // By incident, whatever the number and order of its responses: the playbooks of which most may come, and what that is.
    private static (HashSet<(IncidentId Id, string Playbooks, ResponseMode Most)> Incidents, int Outcomes) Taken(IEnumerable<string> bodies)
    {
        using IntakeRig rig = new();
        rig.TakeAsync([.. bodies]).GetAwaiter().GetResult();
        var incidents = rig.Records.All.GroupBy(record => record.Incident.Id.First)
            .Select(responses => (Id: responses.Key, Strongest: responses.Where(record => record.Incident.Most == responses.Max(one => one.Incident.Most))))
            .Select(one => (one.Id, string.Join(", ", one.Strongest.Select(record => record.Incident.Playbook).Distinct().Order()), one.Strongest.First().Incident.Most));
        return ([.. incidents], rig.Outcomes.Count());
    }

    [Fact]
    public async Task Intake_DeliveredAfterClosing_StartsNothing()
    {
        await _rig.TakeAsync(Events.Text("guardduty-cryptocurrency-ec2"));
        var id = _rig.Records.All.Single().Incident.Id;
        await _rig.Records.KeepClosureAsync(id, new() { Outcome = "Contained", Summary = "Contained.", At = Some.Moment }, default);
        await _rig.TakeAsync(Events.Text("guardduty-cryptocurrency-ec2"));
        _rig.Outside.Started[id].ShouldBe(1);
    }

    [Theory]
    [InlineData(false, "guardduty-cryptocurrency-ec2", "Opened")]
    [InlineData(true, "guardduty-cryptocurrency-ec2", "Opened")]
    [InlineData(false, "inspector2-network-reachability", "Opened Decision")]
    [InlineData(true, "inspector2-network-reachability", "Opened Decision")]
    public async Task Intake_KilledAtAnyCall_IsFinishedByTheNextDelivery(bool after, string name, string ledger)
    {
        var body = Events.Text(name);
        for (var call = 1; ; call++)
        {
            using IntakeRig rig = new();
            CrashPoint crash = new(call, after);
            await rig.Handler(Mortal<IIncidentRecords>.Of(rig.Records, crash)).RunAsync(IntakeRig.Batch(body), default);
            if (!crash.Happened)
                break;
            (await rig.TakeAsync(body)).BatchItemFailures.ShouldBeEmpty();
            var record = rig.Records.All.Single();
            record.Ledger.Select(entry => entry.Kind).ShouldBe(ledger.Split(' '), $"call {call}");
            (rig.Outside.Started.ContainsKey(record.Incident.Id) != record.Closure is not null).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Intake_UnreadableAndIgnored_AreLoggedWithTheReason()
    {
        var reply = await _rig.TakeAsync("{", Events.Text("securityhub-notified-by-responder"));
        reply.BatchItemFailures.Count.ShouldBe(1);
        var lines = _rig.Log.ToList();
        lines.Select(line => line.GetProperty("outcome").GetString()).ShouldBe(["Unreadable", "Ignored"]);
        lines.ShouldAllBe(line => line.GetProperty("detail").GetString()!.Length > 20);
    }

    [Fact]
    public void BatchResponse_Written_HasTheNamesThatLambdaReads()
    {
        SQSBatchResponse reply = new() { BatchItemFailures = [new() { ItemIdentifier = "m-1" }] };
        JsonSerializer.Serialize(reply, QueueJson.Default.SQSBatchResponse).ShouldBe("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
    }
}
