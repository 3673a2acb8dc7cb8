using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.Channels;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.LocalCloud.Slack;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.LocalCloud.Tests.Slack;

/// <summary>The product's own Slack against the stand-in, over HTTP: what it posts is seen, and what is clicked there it can read.</summary>
public sealed class SlackStandInTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(ApprovalScene.InTime);
    private readonly ConcurrentQueue<SlackInteraction> _clicks = new();
    private readonly HttpListener _app = new();
    private readonly HttpClient _http = ChannelHttp.Client();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly SlackSetup _setup = new();
    private SlackStandIn _slack = null!;
    private SlackSettings _settings = null!;
    private Task _listening = Task.CompletedTask;
    private string? _incident;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        _app.Prefixes.Add($"http://127.0.0.1:{port}/");
        _app.Start();
        _listening = ListenAsync();
        _slack = new(_setup, () => new Uri($"http://127.0.0.1:{port}/slack"), _clock);
        await _slack.StartAsync(Cancel);
        _settings = new()
        {
            BotToken = _setup.BotToken,
            SigningSecrets = [_setup.SigningSecret],
            AppId = _setup.AppId,
            TeamId = _setup.TeamId,
            ChannelId = _setup.ChannelId,
            Api = _slack.ApiAddress,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _app.Close();
        await _listening;
        await _slack.DisposeAsync();
        _http.Dispose();
        _browser.Dispose();
    }

    [Fact]
    public async Task Click_OnTheProductsCard_ReachesTheAppSignedAndReadable()
    {
        var record = await ShowAsync();

        (await _slack.ClickAsync("U0GRACE", _incident!, "approve", Cancel)).ShouldBe(HttpStatusCode.OK);

        var click = _clicks.ShouldHaveSingleItem().ShouldBeOfType<SlackInteraction.Click>().What;
        (click.User, click.Action, click.Incident, click.PlanDigest).ShouldBe(("U0GRACE", SlackAction.Approve, record.Incident.Id, record.Approval!.PlanDigest));
        click.Objection(_settings).ShouldBeNull();
        click.Message.ShouldBe(_slack.Workspace.CardOf(_incident!).TimeStamp);
        (await new SlackRoom(Api(), People.None).WhoIsAsync(click.User, Cancel)).ShouldBe(new SlackIdentity.Somebody("grace@example.com"));
    }

    [Fact]
    public async Task Click_SignedOtherwise_IsRefusedByTheApp()
    {
        await ShowAsync();
        var card = _slack.Workspace.CardOf(_incident!);
        var body = SlackPayload.Form(SlackPayload.Of(_setup, _slack.Workspace.Members[0], card, "approve", card.ValueOf("approve")!));

        (await _slack.SendAsync(body, SlackPayload.Sign("example-other-secret", body, _clock.GetUtcNow()), Cancel)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _slack.SendAsync(body, SlackPayload.Sign(_setup.SigningSecret, body, _clock.GetUtcNow().AddSeconds(-301)), Cancel)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _slack.SendAsync(body, SlackPayload.Sign(_setup.SigningSecret, body, _clock.GetUtcNow().AddSeconds(-300)), Cancel)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Click_StaleCardOrNobody_SaysWhatThereIs()
    {
        await ShowAsync();
        (await Should.ThrowAsync<InvalidOperationException>(() => _slack.ClickAsync("U0ADA", _incident!, "undo", Cancel))).Message.ShouldContain("it has approve, deny, details");
        (await Should.ThrowAsync<InvalidOperationException>(() => _slack.ClickAsync("U0NOBODY", _incident!, "deny", Cancel))).Message.ShouldContain("U0ADA");
    }

    [Fact]
    public async Task Page_CardWithHostileText_ShowsItAsTextAndItsButtonsClick()
    {
        await ShowAsync("<!channel> <script>alert(1)</script>");
        await Channel().TellOneAsync(_setup.ChannelId, "U0MALLORY", "*Nothing was done.* Only approvers can answer.", Cancel);

        var (ada, mallory) = (await _browser.GetStringAsync(new Uri(_slack.BaseAddress, "/?as=U0ADA"), Cancel), await _browser.GetStringAsync(new Uri(_slack.BaseAddress, "/?as=U0MALLORY"), Cancel));
        ada.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        ada.ShouldNotContain("<script");
        ada.ShouldNotContain("class=\"call\"");
        ada.ShouldContain("May break:");
        ada.ShouldNotContain("Nothing was done.");
        mallory.ShouldContain("<b>Nothing was done.</b> Only approvers can answer.");

        using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["as"] = "U0ADA", ["message"] = _slack.Workspace.CardOf(_incident!).TimeStamp, ["button"] = "deny" });
        using var clicked = await _browser.PostAsync(new Uri(_slack.BaseAddress, "/click"), form, Cancel);
        clicked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        _clicks.ShouldHaveSingleItem().ShouldBeOfType<SlackInteraction.Click>().What.Action.ShouldBe(SlackAction.Deny);
    }

    [Fact]
    public async Task Click_FromAnotherSite_IsNotPassedOn()
    {
        await ShowAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_slack.BaseAddress, "/click"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["as"] = "U0ADA", ["message"] = _slack.Workspace.CardOf(_incident!).TimeStamp, ["button"] = "approve" }),
        };
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await _browser.SendAsync(request, Cancel);

        (answer.StatusCode, _clicks.Count).ShouldBe((HttpStatusCode.Forbidden, 0));
    }

    [Fact]
    public async Task Faults_DownLimitedLost_LeaveOneCardInTheEnd()
    {
        _slack.Workspace.IsDown = true;
        await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync());
        _slack.Workspace.IsDown = false;
        _slack.Workspace.Limit(1);
        (await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync())).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        _slack.Workspace.LoseReplies(1);
        await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync());
        await ShowAsync();

        _slack.Workspace.Messages.ShouldHaveSingleItem();
        _slack.Workspace.Calls.ShouldAllBe(call => call == "chat.postMessage");
    }

    [Theory]
    [InlineData("{}", "not_authed", false)]
    [InlineData("""{"channel":"C0OTHER","text":"x","blocks":[]}""", "channel_not_found", true)]
    [InlineData("""{"channel":"C0INCIDENTS","blocks":[]}""", "no_text", true)]
    [InlineData("""{"channel":"C0INCIDENTS","text":"x","blocks":[]}""", "invalid_blocks", true)]
    [InlineData("""{"channel":"C0INCIDENTS","text":"x","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]}""", "invalid_blocks", true)]
    [InlineData("""{"channel":"C0INCIDENTS","text":"x","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"x"}}]}""", null, true)]
    public async Task Api_WhatSlackWouldRefuse_IsRefused(string json, string? error, bool hasToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_slack.ApiAddress, "chat.postMessage")) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (hasToken)
            request.Headers.Authorization = new("Bearer", _setup.BotToken);
        using var answer = await _browser.SendAsync(request, Cancel);

        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["error"]?.GetValue<string>().ShouldBe(error);
        _slack.Workspace.Messages.Length.ShouldBe(error is null ? 1 : 0);
    }

    private SlackApi Api() => new(new ChannelHttp(_http), _settings);

    private SlackChannel Channel() => new(Api(), People.None);

    private async Task<Core.Records.IncidentRecord> ShowAsync(string? title = null)
    {
        var scene = await ApprovalScene.SetAsync(finding: Some.Finding() is var finding && title is not null ? finding with { Title = title, Type = title } : null);
        var record = await scene.RecordAsync();
        _incident = record.Incident.Id.Value;
        await Channel().ShowAsync(record, null, _clock.GetUtcNow(), Cancel);
        return record;
    }

    // The app: takes what Slack signed and answers 401 to the rest.
    private async Task ListenAsync()
    {
        while (_app.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _app.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body);
            var (time, signature) = (context.Request.Headers[SlackSignature.TimeHeader], context.Request.Headers[SlackSignature.SignatureHeader]);
            var right = SlackSignature.Check(body.ToArray(), time, signature, _settings.SigningSecrets, _clock.GetUtcNow()) is SlackSignatureCheck.Right;
            if (right)
                _clicks.Enqueue(SlackInteraction.Read(body.ToArray()));
            context.Response.StatusCode = right ? 200 : 401;
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
