using IncidentResponder.Core;
using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Respond;
using IncidentResponder.LocalCloud.Slack;

namespace IncidentResponder.Scenarios;

/// <summary>A cloud with the stand-in for Slack, and a policy that wants two people.</summary>
public sealed class SlackCloudTests : IAsyncDisposable
{
    private const string Ada = "U0ADA";
    private const string Grace = "U0GRACE";

    private LocalCloudHost _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SlackWorkspace Slack => _cloud.Slack!.Workspace;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    private async Task StartAsync() => _cloud = await LocalCloudHost.StartAsync(
        new LocalCloudOptions
        {
            Slack = true,
            Parameters = new Dictionary<string, string> { ["ApproverEmail"] = "ada@example.com", ["SecondApproverEmail"] = "grace@example.com" },
            FunctionEnvironment = new Dictionary<string, string>
            {
                ["REMEDIATION_PAUSE_SECONDS"] = "0",
                ["POLICY_FILE"] = Path.Combine(BootstrapLocator.FindRepository(), "test", "policies", "two-people.json"),
            },
        },
        Cancel);

    [Fact]
    public async Task TwoPeople_ApproveInSlack_TheCardEndsVerifiedAndItsUndoRestoresTheWorld()
    {
        await StartAsync();
        var pressing = PressAsync();
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "s1"), Answer.Elsewhere, undoElsewhere: UndoAsync);
        await pressing;

        var record = Scenario.RecordOf(report);
        record.Votes.Select(vote => (vote.By, vote.Channel)).ShouldBe([("ada@example.com", "slack"), ("grace@example.com", "slack")]);
        report.Changes.Count(c => c.Name.EndsWith("security groups", StringComparison.Ordinal) && c.After.StartsWith("ir-empty", StringComparison.Ordinal)).ShouldBe(2);
        report.AfterUndo.ShouldNotContain(c => c.Name.EndsWith("security groups", StringComparison.Ordinal));
        report.AfterUndo.ShouldNotContain(c => c.Name.Contains(" in Auto Scaling group", StringComparison.Ordinal));
        report.LedgerIntact.ShouldBeTrue();

        var card = Slack.Cards.ShouldHaveSingleItem();
        string[] said = [.. card.Versions.Select(version => version.Text)];
        said.ShouldContain(text => text.Contains("Approve?", StringComparison.Ordinal));
        said.ShouldContain(text => text.Contains("Contained", StringComparison.OrdinalIgnoreCase));
        card.Now.Text.ShouldContain("Undone", Case.Insensitive);
        Slack.Messages.ShouldContain(message => message.OnlyFor == "U0MALLORY" && message.AllText.Contains("Guests of this workspace can't answer.", StringComparison.Ordinal));
        report.Messages.Count(message => message.Kind == "Question").ShouldBe(2, "each approver is mailed as well");
    }

    [Fact]
    public async Task SlackDown_QuestionIsAnsweredByMailAndTheCardComesWhenItIsUpAgain()
    {
        await StartAsync();
        Slack.IsDown = true;
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.StolenKey, "s2"), Answer.Approve);

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        record.Answer.ShouldNotBeNull().Channel.ShouldBe("page");
        record.Ledger.ShouldContain(entry => entry.Text.Contains("Channel 'slack' does not show how the incident stands", StringComparison.Ordinal));
        Slack.Cards.ShouldBeEmpty();

        Slack.IsDown = false;
        await Slack.UntilAsync(slack => slack.Cards.Any(card => card.Now.Text.Contains("Contained", StringComparison.OrdinalIgnoreCase)), Cancel);
    }

    [Fact]
    public async Task TopicsDown_QuestionIsShownAndAnsweredInSlack()
    {
        await StartAsync();
        using var down = _cloud.Observer.Before((call, _) => Task.FromResult(
            call.SigningName == "sns" && call.Operation == "Publish" ? LocalResponse.Error("InternalError", "The topics are down.", 500) : null));
        var pressing = PressAsync();
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "s3"), Answer.Elsewhere);
        await pressing;

        Scenario.RecordOf(report).Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        report.Messages.ShouldBeEmpty();
        Scenario.RecordOf(report).Ledger.ShouldContain(entry => entry.Text.StartsWith("Question was not sent to ada@example.com: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NobodyCanBeTold_ContainmentUnderPolicyRunsAllTheSame()
    {
        await StartAsync();
        Slack.IsDown = true;
        using var down = _cloud.Observer.Before((call, _) => Task.FromResult(
            (call.SigningName, call.Operation) is ("sns", "Publish") or ("kms", "GenerateMac") or ("sqs", "SendMessage")
                ? LocalResponse.Error("AccessDenied", "Nothing that tells people works.", 403)
                : null));
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "s4"), Answer.None, tags: new() { ["environment"] = "sandbox" });

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        report.Changes.Count(c => c.Name.EndsWith("security groups", StringComparison.Ordinal) && c.After.StartsWith("ir-empty", StringComparison.Ordinal)).ShouldBe(2);
        report.Messages.ShouldBeEmpty();
        report.LedgerIntact.ShouldBeTrue();
        Slack.Calls.ShouldBeEmpty();
    }

    // As people would: a guest tries and is refused; one approves twice and counts once; the other's approval decides.
    private async Task PressAsync()
    {
        await Slack.UntilAsync(slack => slack.Cards.Any(card => card.Buttons.Contains("approve")), Cancel);
        using var working = _cloud.Clock.BeginWork();
        var incident = IncidentOf(Slack.Cards.Single());
        await ApproveAsync("U0MALLORY", slack => slack.Messages.Any(message => message.OnlyFor == "U0MALLORY"));
        await ApproveAsync(Ada, slack => slack.CardOf(incident).Buttons.Contains("withdraw"));
        await ApproveAsync(Ada, slack => slack.CardOf(incident).Buttons.Contains("approve"));
        await ApproveAsync(Grace, slack => !slack.CardOf(incident).Buttons.Contains("approve"));

        async Task ApproveAsync(string person, Func<SlackWorkspace, bool> seen)
        {
            ((int)await _cloud.Slack!.ClickAsync(person, incident, "approve", Cancel)).ShouldBe(200);
            await Slack.UntilAsync(seen, Cancel);
        }
    }

    private async Task UndoAsync(IncidentId incident, CancellationToken cancel)
    {
        await Slack.UntilAsync(slack => slack.CardOf(incident.Value).Buttons.Contains("undo"), cancel);
        ((int)await _cloud.Slack!.ClickAsync(Grace, incident.Value, "undo", cancel)).ShouldBe(200);
        await Slack.UntilAsync(slack => slack.CardOf(incident.Value).Now.Text.Contains("Undone", StringComparison.OrdinalIgnoreCase), cancel);
    }

    private static string IncidentOf(SlackShown card) => card.Now.Text[(card.Now.Text.LastIndexOf('(') + 1)..^1];
}
