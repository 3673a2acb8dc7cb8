using System.Text.Json.Nodes;
using IncidentResponder.Core.Records;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>What later findings about the same subject do to an incident.</summary>
public sealed class TakingUpAgainTests : IDisposable
{
    private const string Mining = "CryptoCurrency:EC2/BitcoinTool.B";
    private const string Told = "Recon:EC2/PortProbeUnprotectedPort";
    private static readonly DateTimeOffset Closed = Some.Moment.AddHours(1);

    private readonly IntakeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Take_StrongerFinding_TakesTheIncidentUpAgain()
    {
        await TakeAsync(Event("a", Told, 5, Some.Moment), Event("b", Mining, 8, Some.Moment));

        var (first, second) = (Response(1), Response(2));
        (first.Incident.Playbook, second.Incident.Playbook).ShouldBe(("NotifyOnly", "ContainInstance"));
        second.Incident.Continues!.From.ShouldBe(first.Incident.Id);
        second.Ledger.Single().Text.ShouldEndWith($"Continues {first.Incident.Id}: {Mining} at severity High lets policy come to ContainNow, before it was NotifyOnly at most.");
        _rig.Outside.Started.Keys.ShouldBe([first.Incident.Id, second.Incident.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Take_WeakerFindingWhilePeopleAreAtIt_JoinsAndIsNamed()
    {
        await TakeAsync(Event("b", Mining, 8, Some.Moment), Event("a", Told, 5, Some.Moment));

        var record = _rig.Records.All.Single();
        record.Findings.Select(finding => finding.Type).ShouldBe([Mining, Told]);
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Opened", "Joined"]);
    }

    [Fact]
    public async Task Take_SameFindingSeenLater_IsUpdatedInPlace()
    {
        await TakeAsync(Event("b", Mining, 8, Some.Moment), Event("b", Mining, 8, Some.Moment.AddMinutes(20), count: 7), Event("b", Mining, 8, Some.Moment.AddMinutes(3)));

        var record = _rig.Records.All.Single();
        (record.Latest.LastSeen, record.Latest.Count, record.Findings.Length).ShouldBe((Some.Moment.AddMinutes(20), 7, 1));
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Opened"]);
    }

    [Fact]
    public async Task Take_FindingForEachOfManyObjects_KeepsTheRecordSmallAndLosesNone()
    {
        await _rig.TakeAsync([.. Enumerable.Range(0, 250).Select(number => Event($"{number:x}", Mining, 8, Some.Moment))]);

        var record = _rig.Records.All.Single();
        var beside = await _rig.Records.ReadDigestAsync(record.Incident.Id, default);
        (record.Findings.Length, record.Ledger.Length).ShouldBe((100, 100));
        record.Findings.Select(finding => finding.Id).Concat(beside.Select(line => line.Id)).Distinct().Count().ShouldBe(250);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(8, 2)]
    public async Task Take_ToldTypeAgain_IsToldAgainOnlyWhenItIsWorse(int severity, int responses)
    {
        await TakeAsync(Event("a", Told, 5, Some.Moment), Event("c", Told, severity, Some.Moment));
        _rig.Records.All.Length.ShouldBe(responses);
    }

    [Fact]
    public async Task Take_OtherToldTypes_AreToldFiveTimesAndThenOnlyNamed()
    {
        string[] types = ["Recon:EC2/PortProbeUnprotectedPort", "Recon:EC2/PortProbeEMRUnprotectedPort", "Behavior:EC2/NetworkPortUnusual", "Behavior:EC2/TrafficVolumeUnusual", "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", "Discovery:EC2/A", "Discovery:EC2/B"];
        await TakeAsync([.. types.Select((type, number) => Event($"f{number}", type, 5, Some.Moment))]);

        _rig.Records.All.Length.ShouldBe(5);
        Response(5).Findings.Select(finding => finding.Type).ShouldBe(types[4..]);
    }

    [Theory]
    [InlineData("Contained", 0, 1)]
    [InlineData("Contained", 11, 2)]
    [InlineData("Undone", 11, 2)]
    [InlineData("Expired", 0, 1)]
    [InlineData("Expired", 11, 2)]
    [InlineData("Failed", 11, 2)]
    [InlineData("Denied", 11, 1)]
    public async Task Take_SeenAfterItWasClosed_TakesUpWhatIsNotSettled(string outcome, int minutes, int responses)
    {
        await TakeAsync(Event("b", Mining, 8, Some.Moment));
        await CloseAsync(Response(1), outcome);
        await TakeAsync(Event("b", Mining, 8, Closed.AddMinutes(minutes)));

        _rig.Records.All.Length.ShouldBe(responses);
    }

    [Theory]
    [InlineData("Contained", 1)]
    [InlineData("Denied", 2)]
    [InlineData("Expired", 2)]
    public async Task Take_WorseThanWhatWasClosed_TakesUpWhatWasNotContained(string outcome, int responses)
    {
        await TakeAsync(Event("b", Mining, 8, Some.Moment));
        await CloseAsync(Response(1), outcome);
        await TakeAsync(Event("c", Mining, 9.5, Some.Moment.AddMinutes(30)));

        _rig.Records.All.Length.ShouldBe(responses);
    }

    [Fact]
    public async Task Take_ContainmentThatNeverHolds_EndsSomewhere()
    {
        for (var hour = 1; hour <= 30; hour++)
        {
            await TakeAsync(Event("b", Mining, 8, Some.Moment.AddHours(hour)));
            foreach (var open in _rig.Records.All.Where(record => record.Closure is null))
                await CloseAsync(open, "Expired", Some.Moment.AddHours(hour).AddMinutes(1));
        }

        _rig.Records.All.Length.ShouldBe(20);
    }

    private IncidentRecord Response(int round) => _rig.Records.All.Single(record => record.Incident.Id.Round == round);

    private async Task TakeAsync(params string[] bodies)
    {
        // One batch each: within a batch the weightiest comes first.
        foreach (var body in bodies)
            (await _rig.TakeAsync(body)).BatchItemFailures.ShouldBeEmpty();
    }

    private async Task CloseAsync(IncidentRecord record, string outcome, DateTimeOffset? at = null)
    {
        var id = record.Incident.Id;
        var decision = new Core.Decide.Decider(_rig.Policy, [], []).Decide(record.Incident, Some.Facts(), Closed);
        await _rig.Records.KeepDecisionAsync(id, decision with { Mode = Core.Decide.ResponseMode.AskFirst }, default);
        var answer = outcome is "Denied" ? Core.Approve.ApprovalOutcome.Denied : outcome is "Expired" ? Core.Approve.ApprovalOutcome.Expired : Core.Approve.ApprovalOutcome.Granted;
        await _rig.Records.KeepAnswerAsync(id, new() { Outcome = answer, By = "responder@example.com", At = Closed, PlanDigest = "d" }, default);
        if (outcome is "Contained" or "Undone")
        {
            await _rig.Records.KeepStepAsync(
                id,
                new() { Number = 1, Remediation = "Ec2/IsolateInstance", State = outcome is "Undone" ? "Restored" : "Changed", Verification = "Confirmed", At = Closed },
                default);
        }

        await _rig.Records.KeepClosureAsync(id, new() { Outcome = outcome, Summary = "It ended.", At = at ?? Closed }, default);
    }

    private static string Event(string id, string type, double severity, DateTimeOffset seen, int count = 1)
    {
        var body = JsonNode.Parse(Events.Text("guardduty-cryptocurrency-ec2"))!;
        var (detail, service) = (body["detail"]!, body["detail"]!["service"]!);
        (detail["id"], detail["type"], detail["severity"]) = (id.PadLeft(32, '0'), type, severity);
        (service["eventLastSeen"], service["count"]) = ($"{seen:yyyy-MM-ddTHH:mm:ssZ}", count);
        return body.ToJsonString();
    }
}
