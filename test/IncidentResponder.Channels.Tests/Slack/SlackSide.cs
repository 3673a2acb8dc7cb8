using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Core.Approve;
using IncidentResponder.LocalCloud.Slack;

namespace IncidentResponder.Channels.Tests.Slack;

/// <summary>The stand-in's workspace without its web server, and a channel that shows in it.</summary>
internal sealed class SlackSide : HttpMessageHandler
{
    private static readonly Uri Api = new SlackSettings { BotToken = "x", SigningSecrets = [], AppId = "A0", TeamId = "T0", ChannelId = "C0" }.Api;

    public SlackSide(People? people = null)
    {
        var api = new SlackApi(new ChannelHttp(new HttpClient(this, disposeHandler: false)), SlackStory.Settings);
        (Channel, Room) = (new SlackChannel(api, people ?? SlackStory.People), new SlackRoom(api, people ?? SlackStory.People));
    }

    public SlackWorkspace Workspace { get; } = new(new(), new StoppedClock());

    public SlackChannel Channel { get; }

    public SlackRoom Room { get; }

    /// <summary>What Slack answers next in place of its own answer.</summary>
    public Queue<string> Instead { get; } = new();

    /// <summary>The calls' arguments, in order.</summary>
    public List<JsonElement> Arguments { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri!.AbsoluteUri.ShouldStartWith(Api.AbsoluteUri);
        var query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        var json = request.Content is null ? JsonSerializer.Serialize(query.AllKeys.ToDictionary(key => key!, key => query[key])) : await request.Content.ReadAsStringAsync(cancellationToken);
        using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
        Arguments.Add(document.RootElement.Clone());
        if (Instead.TryDequeue(out var other))
            return new(HttpStatusCode.OK) { Content = new StringContent(other) };

        var answer = Workspace.Answer(request.RequestUri.AbsolutePath.Split('/')[^1], request.Headers.Authorization?.ToString(), document.RootElement);
        if (answer.IsLost)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.");
        HttpResponseMessage reply = new((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json") };
        if (answer.RetryAfter is { } seconds)
            reply.Headers.Add("Retry-After", $"{seconds}");
        return reply;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SlackStory.Now;
    }
}
