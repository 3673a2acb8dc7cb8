using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;
using Microsoft.Playwright;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>The page's states, by name.</summary>
internal static class PageState
{
    /// <summary>Opens the page in a state.</summary>
    internal static async Task<PageServer> ShowAsync(IPage page, string state)
    {
        var caller = await (state is "asking" or "code-sent" or "expired" or "bad-link" or "list" or "signed-in" ? PageCaller.AskingAsync() : PageCaller.ContainedAsync());
        if (state is "decided")
            caller = await DecidedAsync();
        if (state is "voted" or "second")
            caller = await VotedAsync();
        if (state is "rich")
            caller = new(await RichIncident.SceneAsync());
        if (state is "undo-running")
            await caller.Scene.Records.AppendAsync(caller.Scene.Incident.Id, caller.Now, Core.Stage.RollBack, "Answer", ApprovalScene.Grace, "Asked for undo 1 of the containment.", CancellationToken.None);
        if (state is "undo-leased")
            await caller.Scene.LeaseAsync(72);
        if (state is "undone")
            await caller.Scene.StepAsync("Restored", "");
        if (state is "expired")
            caller.Now = ApprovalScene.Deadline.AddHours(1);
        var server = await PageServer.StartAsync(caller);
        if (state is "list" || state.StartsWith("signed-in", StringComparison.Ordinal))
        {
            await SignInAsync(page, server, caller);
            await page.GotoAsync(state is "list" ? $"{server.Url}/incidents" : $"{server.Url}/incidents/{caller.Scene.Incident.Id}");
            return server;
        }

        var token = state is "bad-link" ? "a.b.c" : state.StartsWith("undo", StringComparison.Ordinal) || state is "contained"
            ? await caller.Scene.UndoTokenAsync(ApprovalScene.Ada)
            : await caller.Scene.AnswerTokenAsync(state is "second" ? ApprovalScene.Grace : ApprovalScene.Ada);
        await page.GotoAsync(ApprovalLinks.Address(server.Url, caller.Scene.Incident.Id, token));
        if (state is "code-sent")
            await page.GetByRole(AriaRole.Button, new() { Name = "Send me a one-time code" }).ClickAsync();
        return server;
    }

    private static async Task SignInAsync(IPage page, PageServer server, PageCaller caller)
    {
        foreach (var (number, at) in new[] { (1, caller.Now.AddHours(-1)), (2, caller.Now.AddDays(-1)) })
            await caller.Scene.Records.OpenAsync(Some.Incident(Some.KeyFinding(), id: $"INC-20260114-000000000000000{number}") with { OpenedAt = at }, CancellationToken.None);
        await caller.SignInAsync(ApprovalScene.Ada);
        await page.GotoAsync($"{server.Url}/session");
        caller.Cookies = [];
    }

    private static async Task<PageCaller> VotedAsync()
    {
        PageCaller caller = new(await ApprovalScene.SetAsync(quorum: 2));
        await caller.DecideAsync("approve");
        return caller;
    }

    private static async Task<PageCaller> DecidedAsync()
    {
        var caller = await PageCaller.AskingAsync();
        await caller.DecideAsync("approve");
        return caller;
    }
}
