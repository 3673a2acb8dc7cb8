using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Functions.Tests.Page;
using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Respond;
using Microsoft.Playwright;

namespace IncidentResponder.Scenarios;

/// <summary>A cloud in which mails to approvers go by SES, and come back.</summary>
public sealed class MailCloudTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string From = "responder@example.com";
    private const string Ada = "ada@example.com";

    private readonly TaskCompletionSource<JsonObject> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LocalCloudHost _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LocalCloudHost.StartAsync(
            new LocalCloudOptions { SignIn = true, Parameters = new Dictionary<string, string> { ["ApproverEmail"] = Ada, ["MailFrom"] = From, ["MailConfigurationSet"] = "incidents" } }, Cancel);
        await _cloud.Api.RestAsync("ses", HttpMethod.Post, "/v2/email/identities", $$"""{"EmailIdentity":"{{From}}"}""", Cancel);
        await _cloud.Api.RestAsync("ses", HttpMethod.Post, "/v2/email/configuration-sets", """{"ConfigurationSetName":"incidents"}""", Cancel);
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task QuestionComesBack_GoesOutByTheTopicAndIsAnswered()
    {
        using var watching = _cloud.Observer.After((call, status, _) =>
        {
            if (status == 200 && call.SigningName == "ses" && TagsOf(call.Json()) is { } tags && tags.GetValueOrDefault("kind") == "Question")
                _asked.TrySetResult(call.Json());
            return Task.FromResult<LocalResponse?>(null);
        });
        var answering = AnswerAsync();
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "m1"), Answer.Elsewhere);
        await answering;

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        record.Ledger.ShouldContain(entry => entry.Text == $"The mail 'Question' to {Ada} came back (Permanent General).");
        report.Messages.Where(message => message.Kind == "Question").ShouldHaveSingleItem().Attributes["approver"].ShouldBe(Ada);
        report.LedgerIntact.ShouldBeTrue();
    }

    private async Task AnswerAsync()
    {
        var mail = await _asked.Task.WaitAsync(Cancel);
        using var working = _cloud.Clock.BeginWork();
        mail["FromEmailAddress"]!.GetValue<string>().ShouldBe(From);
        mail["Content"]!["Simple"]!["Body"]!["Text"]!["Data"]!.GetValue<string>().ShouldContain(_cloud.PageUrl.AbsoluteUri + "incidents/INC-");
        _cloud.Sent.All.ShouldNotContain(message => message.Kind == "Question");
        await _cloud.PutEventAsync(JsonSerializer.SerializeToElement(CameBack(mail)), Cancel);
        await _cloud.Sent.NextAsync(message => message.Kind == "Question", skip: 0, Cancel);

        var page = await chromium.OpenAsync(javaScript: false);
        await page.GotoAsync(new Uri(_cloud.PageUrl, $"incidents/{TagsOf(mail)!["incident"]}").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in as Ada" }).ClickAsync();
        await page.Locator("button[value=approve]").ClickAsync();
        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain($"Approved by {Ada}");
        await page.Context.CloseAsync();
    }

    // As SES's event destination for EventBridge writes it: tags with the values that the mail was sent with.
    private static JsonObject CameBack(JsonObject mail)
    {
        JsonObject tags = [];
        foreach (var (name, value) in TagsOf(mail)!)
            tags[name] = new JsonArray(value);
        return new()
        {
            ["source"] = "aws.ses",
            ["detail-type"] = "Email Bounced",
            ["detail"] = new JsonObject
            {
                ["eventType"] = "Bounce",
                ["bounce"] = new JsonObject { ["bounceType"] = "Permanent", ["bounceSubType"] = "General" },
                ["mail"] = new JsonObject { ["destination"] = mail["Destination"]!["ToAddresses"]!.DeepClone(), ["tags"] = tags },
            },
        };
    }

    private static Dictionary<string, string>? TagsOf(JsonObject mail) =>
        (mail["EmailTags"] as JsonArray)?.ToDictionary(tag => tag!["Name"]!.GetValue<string>(), tag => tag!["Value"]!.GetValue<string>());
}
