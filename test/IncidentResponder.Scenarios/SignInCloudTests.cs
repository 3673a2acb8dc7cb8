using IncidentResponder.Core;
using IncidentResponder.Functions.Tests.Page;
using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Respond;
using Microsoft.Playwright;

namespace IncidentResponder.Scenarios;

/// <summary>A cloud with the stand-in for a provider to sign in at, a policy that wants two people, and browsers without JavaScript.</summary>
public sealed class SignInCloudTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private LocalCloudHost _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await LocalCloudHost.StartAsync(
        new LocalCloudOptions
        {
            SignIn = true,
            Parameters = new Dictionary<string, string> { ["ApproverEmail"] = "ada@example.com", ["SecondApproverEmail"] = "grace@example.com" },
            FunctionEnvironment = new Dictionary<string, string>
            {
                ["REMEDIATION_PAUSE_SECONDS"] = "0",
                ["POLICY_FILE"] = Path.Combine(BootstrapLocator.FindRepository(), "test", "policies", "two-people.json"),
            },
        },
        Cancel);

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task TwoPeople_SignInAndApproveFromTheList_AndUndoWithoutACode()
    {
        var approving = ApproveAsync();
        var report = await Scenario.RunAsync(_cloud, Scenario.Fresh(Scenario.CryptoMining, "i1"), Answer.Elsewhere, undoElsewhere: UndoAsync);
        await approving;

        var record = Scenario.RecordOf(report);
        record.Votes.Select(vote => (vote.By, vote.Channel)).ShouldBe([("ada@example.com", "sign-in"), ("grace@example.com", "sign-in")]);
        report.Changes.Count(c => c.Name.EndsWith("security groups", StringComparison.Ordinal) && c.After.StartsWith("ir-empty", StringComparison.Ordinal)).ShouldBe(2);
        report.AfterUndo.ShouldNotContain(c => c.Name.EndsWith("security groups", StringComparison.Ordinal));
        report.Messages.ShouldNotContain(message => message.Kind == "Code");
        report.LedgerIntact.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Mallory", "mallory@example.net is not, or no longer, among the approvers of the response policy.")]
    [InlineData("Eve", "The provider has not confirmed that ada@example.com is yours")]
    public async Task SomebodyElse_SignsIn_IsToldWhyNotAndSeesNothing(string person, string why)
    {
        var page = await SignInAsync(person);
        (await page.Locator("main").InnerTextAsync()).ShouldContain(why);

        await page.GotoAsync(new Uri(_cloud.PageUrl, "incidents").AbsoluteUri);
        new Uri(page.Url).Port.ShouldBe(_cloud.SignIn!.BaseAddress.Port, "whoever is not signed in is asked to");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("The provider did not let you in: access_denied.");
        await page.Context.CloseAsync();
    }

    private async Task ApproveAsync()
    {
        await _cloud.Sent.NextAsync(message => message.Kind == "Question", skip: 1, Cancel);
        using var working = _cloud.Clock.BeginWork();
        await ApproveAsync("Ada", "1 of 2 approved, by ada@example.com");
        await ApproveAsync("Grace", "Approved by ada@example.com and grace@example.com");
    }

    private async Task ApproveAsync(string person, string said)
    {
        var page = await SignInAsync(person);
        page.Url.ShouldBe(new Uri(_cloud.PageUrl, "incidents").AbsoluteUri);
        (await page.GetByRole(AriaRole.Heading, new() { Name = "Waiting for your answer" }).IsVisibleAsync()).ShouldBeTrue();
        await page.GetByRole(AriaRole.Region, new() { Name = "Waiting for your answer" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("button[value=approve]").ClickAsync();

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain(said);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        (await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).IsVisibleAsync()).ShouldBeTrue();
        await page.Context.CloseAsync();
    }

    // By the incident's address alone, as it may stand in a ticket: the sign-in leads back to it.
    private async Task UndoAsync(IncidentId incident, CancellationToken cancel)
    {
        using var working = _cloud.Clock.BeginWork();
        var page = await SignInAsync("Grace", $"incidents/{incident}");
        page.Url.ShouldEndWith($"/incidents/{incident}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the containment" }).ClickAsync();
        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("The undo is running.");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> SignInAsync(string person, string address = "incidents")
    {
        var page = await chromium.OpenAsync(javaScript: false);
        await page.GotoAsync(new Uri(_cloud.PageUrl, address).AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {person}" }).ClickAsync();
        return page;
    }
}
