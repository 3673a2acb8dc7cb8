using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Respond.Page;
using IncidentResponder.LocalCloud.Sns;

namespace IncidentResponder.Scenarios;

/// <summary>Clouds of their own, each with a policy of its own: people who are asked later, and hours in which nobody is woken.</summary>
public sealed class PolicyCloudTests : IAsyncDisposable
{
    private const string Lead = "lead@example.com";
    private const string Responder = "responder@example.com";

    private readonly string _policy = Path.GetTempFileName();
    private readonly List<(string Approver, DateTimeOffset At)> _asked = [];
    private readonly HttpClient _http = new();
    private LocalCloudHost _cloud = null!;

    private async Task StartAsync(string policy)
    {
        await File.WriteAllTextAsync(_policy, policy);
        _cloud = await LocalCloudHost.StartAsync(
            new LocalCloudOptions
            {
                FunctionEnvironment = new Dictionary<string, string> { ["REMEDIATION_PAUSE_SECONDS"] = "0", ["POLICY_FILE"] = _policy },
            },
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _http.Dispose();
        File.Delete(_policy);
    }

    [Fact]
    public async Task SecondTier_AskedAfterFiveMinutes_CompletesTheQuorumWithTheFirstLink()
    {
        await StartAsync($$"""
            {"version": 1, "rules": [{"name": "mining", "findingTypes": ["CryptoCurrency:EC2/*"], "mode": "AskFirst", "quorum": 2, "windowSeconds": 900,
              "escalation": [{"afterSeconds": 300, "approvers": ["{{Lead}}"]}]}]}
            """);
        _cloud.Sent.Arrived += Answer;
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "c1"), LocalCloud.Respond.Answer.None);

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        record.Votes.Select(vote => vote.By).ShouldBe([Lead, Responder], ignoreOrder: true);
        record.Answer.ShouldNotBeNull().Outcome.ToString().ShouldBe("Granted");
        record.Approval.ShouldNotBeNull().Deadline.ShouldBe(record.Approval.AskedAt.AddSeconds(900));
        _asked.Select(one => one.Approver).ShouldBe([Responder, Lead]);
        (_asked[1].At - _asked[0].At).ShouldBeInRange(TimeSpan.FromSeconds(299), TimeSpan.FromSeconds(330));
        report.LedgerIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task QuietHours_WhatIsOnlyTold_WaitsUntilTheyEndAndIsNotLost()
    {
        var now = TimeProvider.System.GetUtcNow();
        await StartAsync($$"""
            {"version": 1, "rules": [],
             "quietHours": {"fromUtc": "{{now.AddHours(-2):HH:mm}}", "toUtc": "{{now.AddHours(3):HH:mm}}", "wakeFrom": "Critical" } }
            """);
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "c2"), LocalCloud.Respond.Answer.None);

        var decision = Scenario.RecordOf(report).Decision.ShouldNotBeNull();
        var until = decision.TellAt.ShouldNotBeNull();
        (until - decision.At).ShouldBeGreaterThan(TimeSpan.FromHours(2));
        var opened = report.Messages.Single(message => message.Kind == "Opened");
        opened.At.ShouldBeInRange(until, until.AddMinutes(1));
        Scenario.RecordOf(report).Closure.ShouldNotBeNull().Outcome.ShouldBe("NotifiedOnly");
    }

    [Fact]
    public async Task Lease_Ended_IsAskedAboutKeptAndThenUndoneByPeopleAlone()
    {
        await StartAsync("""
            {"version": 1, "rules": [{"name": "mining", "findingTypes": ["CryptoCurrency:EC2/*"], "mode": "AskFirst", "windowSeconds": 900, "leaseHours": 48}]}
            """);
        var (acts, done) = (new Queue<string>(["keep", "undo"]), new TaskCompletionSource());
        _cloud.Sent.Arrived += message => _ = message.Kind switch
        {
            "LeaseEnded" when acts.TryDequeue(out var act) => ActAsync(message, act),
            "RolledBack" => Task.FromResult(done.TrySetResult()),
            _ => Task.CompletedTask,
        };

        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "c3"), LocalCloud.Respond.Answer.Approve);
        await done.Task.WaitAsync(TestContext.Current.CancellationToken);

        var id = Scenario.RecordOf(report).Incident.Id;
        var record = (await new LocalCloud.Respond.CloudReads(_cloud).RecordAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        var asked = _cloud.Sent.All.Where(message => message.Kind == "LeaseEnded").ToList();
        asked.Count.ShouldBe(2);
        asked[0].Body.ShouldContain("It still stands, and goes on until somebody undoes it");
        (asked[1].At - asked[0].At).ShouldBeInRange(TimeSpan.FromHours(47.9), TimeSpan.FromHours(48.9));
        record.Ledger.Count(entry => entry is { Stage: Core.Stage.Close, Kind: "Answer" }).ShouldBe(1);
        record.Steps.ShouldAllBe(step => step.State == "Restored" || step.State == "AlreadySafe");
    }

    private async Task ActAsync(SentMessage message, string act)
    {
        using var working = _cloud.Clock.BeginWork();
        var visitor = new PageVisitor(_http, _cloud.Sent);
        var page = await (act is "keep" ? visitor.KeepAsync(message, TestContext.Current.CancellationToken) : visitor.UndoAsync(message, TestContext.Current.CancellationToken));
        page.ShouldContain(act is "keep" ? "The containment is kept." : "The undo is running.");
    }

    // The first person sleeps until the second is asked; then both answer, each by the link of the own message.
    private void Answer(SentMessage message)
    {
        if (message.Kind != "Question")
            return;
        _asked.Add((message.Attributes["approver"], message.At));
        if (message.Attributes["approver"] == Lead)
            _ = AnswerBothAsync(message);
    }

    private async Task AnswerBothAsync(SentMessage toLead)
    {
        using var working = _cloud.Clock.BeginWork();
        var visitor = new PageVisitor(_http, _cloud.Sent);
        var counted = await visitor.AnswerAsync(toLead, "approve", TestContext.Current.CancellationToken);
        counted.ShouldContain("1 of 2 approved, by lead@example.com");
        var toResponder = _cloud.Sent.All.Single(sent => sent.Kind == "Question" && sent.Attributes["approver"] == Responder);
        await visitor.AnswerAsync(toResponder, "approve", TestContext.Current.CancellationToken);
    }
}
