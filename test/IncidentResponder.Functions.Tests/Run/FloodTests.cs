using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class FloodTests : IDisposable
{
    private readonly IntakeRig _rig = new() { Limits = new() };

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Take_MoreThanTheLimits_OpensAFewAndKeepsTheRestInADigest()
    {
        await _rig.TakeAsync([.. Enumerable.Range(0, 40).Select(number => Event(number, 8))]);

        var digest = Digest();
        _rig.Records.All.Length.ShouldBe(1 + 3);
        (await _rig.Records.ReadDigestAsync(digest.Incident.Id, default)).Length.ShouldBe(37);
        _rig.Outcomes.CountBy(outcome => outcome).ShouldBe([new("Opened", 3), new("Digested", 37)], ignoreOrder: true);
        _rig.Outside.Started.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Take_RefusedWhileAnotherReportOfItOpensTheIncident_JoinsAndIsNotDigested()
    {
        using IntakeRig first = new();
        using IntakeRig second = new() { Records = first.Records, Buckets = new LastTurn(() => first.TakeAsync(Event(1, 8))) };

        await second.TakeAsync(Event(1, 8));

        second.Outcomes.ShouldBe(["Joined"]);
        first.Records.All.ShouldHaveSingleItem().Incident.Playbook.ShouldNotBe(Playbooks.Digest);
    }

    [Fact]
    public async Task Take_CriticalAmongMany_IsOpenedFirst()
    {
        await _rig.TakeAsync([.. Enumerable.Range(0, 10).Select(number => Event(number, number == 7 ? 9.5 : 8))]);

        _rig.Log.First().GetProperty("incident").GetString()
            .ShouldBe(_rig.Records.All.Single(record => record.Incident.Finding.Severity is Core.Ingest.Severity.Critical).Incident.Id.Value);
    }

    [Fact]
    public async Task Take_FloodOfTheOrdinary_LeavesTheTokensOfCriticalOnes()
    {
        await _rig.TakeAsync([.. Enumerable.Range(0, 30).Select(number => Event(number, 8))]);
        await _rig.TakeAsync(Event(99, 9.5));
        _rig.Outcomes.Last().ShouldBe("Opened");
    }

    [Fact]
    public async Task Take_FindingAboutTheResponderAmongMany_IsOpened()
    {
        using IntakeRig rig = new() { Limits = new(), Own = new() { Stack = "incident-responder" } };
        var own = Event(99, 2).Replace(Instance(99), "incident-responder-host", StringComparison.Ordinal);
        await rig.TakeAsync([.. Enumerable.Range(0, 30).Select(number => Event(number, 8))]);
        await rig.TakeAsync(own);
        rig.Outcomes.Last().ShouldBe("Opened");
    }

    [Fact]
    public async Task Take_DigestedFindingAgain_IsInTheDigestOnce()
    {
        string[] bodies = [.. Enumerable.Range(0, 10).Select(number => Event(number, 8))];
        await _rig.TakeAsync(bodies);
        await _rig.TakeAsync(bodies[5..]);
        (await _rig.Records.ReadDigestAsync(Digest().Incident.Id, default)).Length.ShouldBe(7);
    }

    [Fact]
    public async Task Take_AfterTheDigestWasTold_GoesIntoTheNext()
    {
        await _rig.TakeAsync([.. Enumerable.Range(0, 10).Select(number => Event(number, 8))]);
        var told = Digest().Incident.Id;
        await _rig.Records.KeepClosureAsync(told, new() { Outcome = "NotifiedOnly", Summary = "Told.", At = Some.Moment }, default);
        await _rig.TakeAsync(Event(77, 8));

        (await _rig.Records.ReadDigestAsync(told.Next, default)).Select(one => one.Target).ShouldBe([Instance(77)]);
        _rig.Outside.Started.ShouldContainKey(told.Next);
    }

    [Fact]
    public async Task Take_TokensComeBackWithTime_OpensAgain()
    {
        await _rig.TakeAsync([.. Enumerable.Range(0, 10).Select(number => Event(number, 8))]);
        await _rig.Handler().RunAsync(IntakeRig.Batch(Some.Moment.AddMinutes(16), Event(50, 8)), default);
        _rig.Outcomes.Last().ShouldBe("Opened");
    }

    [Fact]
    public void Take_BucketsOfAnySize_AdmitNoMoreThanTheirRate() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 60], Gen.Int[0, 600].List[1, 120]).Sample((burst, perHour, pauses) =>
        {
            var (rate, now, fullAt, taken) = (new Rate(burst, perHour), Some.Moment, (DateTimeOffset?)null, 0);
            foreach (var pause in pauses)
            {
                now = now.AddSeconds(pause);
                if (TokenBucket.Take(fullAt, now, rate) is { } after)
                    (fullAt, taken) = (after, taken + 1);
            }

            return taken <= burst + (now - Some.Moment).TotalHours * perHour + 0.11 && taken >= Math.Min(burst, pauses.Count);
        });

    [Fact]
    public async Task Ended_TenThousand_NamesKindsAndFitsAMessage()
    {
        await _rig.TakeAsync([.. Enumerable.Range(0, 10_000).Select(number => Event(number, number % 3 == 0 ? 8 : 5))]);
        var digest = Digest();
        var lines = await _rig.Records.ReadDigestAsync(digest.Incident.Id, default);
        var notice = DigestNotices.Ended(digest, lines);

        lines.Length.ShouldBe(10_000 - 3);
        notice.Subject.ShouldBe($"[High] Digest: 9997 findings, nothing done in 111122223333 ({digest.Incident.Id})");
        notice.Body.ShouldStartWith("9997 findings came faster than the policy lets be told one by one. Nothing was done about them.");
        notice.Body.ShouldContain("\n3331 x CryptoCurrency:EC2/BitcoinTool[.]B, High, account 111122223333\nPolicy might have contained", Shouldly.Case.Sensitive);
        notice.Body.Length.ShouldBeLessThan(200_000);
    }

    private IncidentRecord Digest() => _rig.Records.All.Single(record => record.Incident.Playbook == Playbooks.Digest && record.Incident.Id.Round == 1);

    private static string Instance(int number) => $"i-{number.ToString("x17", CultureInfo.InvariantCulture)}";

    private static string Event(int number, double severity)
    {
        var body = JsonNode.Parse(Events.Text("guardduty-cryptocurrency-ec2"))!;
        var detail = body["detail"]!;
        (detail["id"], detail["severity"]) = (number.ToString("x32", CultureInfo.InvariantCulture), severity);
        detail["resource"]!["instanceDetails"]!["instanceId"] = Instance(number);
        return body.ToJsonString();
    }

    /// <summary>Somebody else takes the last turn.</summary>
    private sealed class LastTurn(Func<Task> taken) : ITokenBuckets
    {
        public async Task<bool> TakeAsync(string name, Rate rate, DateTimeOffset now, CancellationToken cancel)
        {
            await taken();
            return false;
        }
    }
}
