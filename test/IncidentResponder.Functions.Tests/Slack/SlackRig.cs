using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Channels;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Core.Approve;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;
using IncidentResponder.Functions.Tests.Run;
using IncidentResponder.LocalCloud.Slack;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.Functions.Tests.Slack;

/// <summary>The way of a press: from the stand-in for Slack through the endpoint, the queue and the worker to the record and back.</summary>
internal sealed class SlackRig : IAsyncDisposable, IReplayMemory
{
    private readonly HashSet<string> _seen = [];
    private readonly SlackSetup _setup = new();
    private readonly FakeTimeProvider _clock = new(ApprovalScene.InTime);

    private SlackRig(ApprovalScene scene)
    {
        Scene = scene;
        StandIn = new(_setup, () => null, _clock);
    }

    public ApprovalScene Scene { get; }

    public SlackStandIn StandIn { get; }

    public Outside Queue { get; } = new();

    public bool IsSetUp { get; set; } = true;

    public DateTimeOffset Now { get; set; } = ApprovalScene.InTime;

    /// <summary>What was told to one person alone.</summary>
    public IEnumerable<(string To, string Text)> Whispers =>
        StandIn.Workspace.Messages.Where(message => message.OnlyFor is not null).Select(message => (message.OnlyFor!, message.AllText));

    private SlackInteractions Endpoint => new(SettingsAsync, this, Queue, new(TextWriter.Null));

    public static async Task<SlackRig> AskingAsync(ApprovalScene? scene = null)
    {
        SlackRig rig = new(scene ?? await ApprovalScene.SetAsync());
        await rig.StandIn.StartAsync(default);
        await rig.ShowAsync();
        return rig;
    }

    public ValueTask DisposeAsync() => StandIn.DisposeAsync();

    /// <summary>Shows the incident as it is now.</summary>
    public async Task ShowAsync()
    {
        var (record, channel) = (await Scene.RecordAsync(), new SlackChannel(new SlackApi(new ChannelHttp(ChannelHttp.Client()), (await SettingsAsync(default))!), Scene.Roll.People));
        if (await channel.ShowAsync(record, record.Posts.FirstOrDefault(), Now, default) is { } post)
            await Scene.Records.KeepPostAsync(record.Incident.Id, post, default);
    }

    /// <summary>The request that a press causes.</summary>
    public (byte[] Body, (string Time, string Signature) Signed) Request(string user, string button, Action<JsonObject>? change = null, string? secret = null, string? digest = null)
    {
        var member = StandIn.Workspace.Members.Single(one => one.Id == user);
        var payload = SlackPayload.Of(_setup, member, StandIn.Workspace.CardOf(Scene.Incident.Id.Value), button, $"1|{Scene.Incident.Id}|{digest ?? Scene.Digest}");
        change?.Invoke(payload);
        var body = SlackPayload.Form(payload);
        return (body, SlackPayload.Sign(secret ?? _setup.SigningSecret, body, Now));
    }

    /// <summary>Sends a request to the endpoint, as API Gateway does: in base64.</summary>
    public async Task<int> SendAsync((byte[] Body, (string Time, string Signature) Signed) request) => (await Endpoint.AnswerAsync(
        new()
        {
            RequestContext = new() { TimeEpoch = Now.ToUnixTimeMilliseconds(), Http = new() { Method = "POST" } },
            Headers = new Dictionary<string, string> { ["x-slack-request-timestamp"] = request.Signed.Time, ["x-slack-signature"] = request.Signed.Signature },
            Body = Convert.ToBase64String(request.Body),
            IsBase64Encoded = true,
        },
        default)).StatusCode;

    /// <summary>Presses a button and lets the worker do what is in the queue.</summary>
    public async Task PressAsync(string user, string button, string? digest = null)
    {
        (await SendAsync(Request(user, button, digest: digest))).ShouldBe(200);
        await WorkAsync();
        Now = Now.AddSeconds(1);
    }

    /// <summary>Lets the worker do what is in the queue.</summary>
    public async Task WorkAsync()
    {
        foreach (var wish in Queue.Wishes.ToArray())
        {
            var task = JsonSerializer.Deserialize(wish, PayloadJson.Default.TellTask)!;
            await Clicks().DoAsync(Core.IncidentId.Parse(task.IncidentId), task.Press!, default);
        }

        Queue.Wishes.Clear();
        await ShowAsync();
    }

    public Task<bool> IsNewAsync(string what, DateTimeOffset until, CancellationToken cancel) => Task.FromResult(_seen.Add(what));

    private SlackClicks Clicks() => new(
        Scene.Records, new(_ => Task.FromResult(Secret()), Scene.Roll.People), Scene.Answers, Scene.Undos, new(Scene.Links, "https://page.example.com"), Scene.Roll);

    private Task<SlackSettings?> SettingsAsync(CancellationToken cancel)
    {
        using var secret = JsonDocument.Parse(Secret());
        return Task.FromResult(IsSetUp ? SlackSettings.Parse(secret.RootElement.GetProperty("slack").Clone()) : null);
    }

    private string Secret() => $$"""
        {"slack": {"botToken": "{{_setup.BotToken}}", "signingSecret": "{{_setup.SigningSecret}}", "formerSigningSecret": "example-former-secret", "appId": "{{_setup.AppId}}",
          "teamId": "{{_setup.TeamId}}", "channelId": "{{_setup.ChannelId}}", "apiAddress": "{{StandIn.ApiAddress}}"} }
        """;
}
