using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests;

/// <summary>
/// What a channel and its other side say to each other, as a file tells it: for each showing of a record the requests that are
/// expected, the reply to each, and what comes of it. With RECORD_EXCHANGES=1 the requests are written into the file instead.
/// </summary>
internal sealed class RecordedExchange : HttpMessageHandler
{
    private static readonly string[] HeadersThatMatter =
        ["Accept", "Authorization", "Content-Type", "Idempotency-Key", "X-IncidentResponder-Signature", "X-IncidentResponder-Timestamp"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly bool Records = Environment.GetEnvironmentVariable("RECORD_EXCHANGES") == "1";
    private readonly Queue<JsonObject> _expected = new();
    private readonly string _path;
    private readonly JsonObject _file;

    private RecordedExchange(string path) => (_path, _file) = (path, JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    /// <summary>Shows the records that the file names, one after the other, and holds all that is said to the file.</summary>
    /// <param name="case">The file's path below this project, without its ending.</param>
    /// <param name="channel">Makes the channel.</param>
    public static async Task ReplayAsync(string @case, Func<ChannelHttp, IChannel> channel)
    {
        var path = Repository.PathOf("test", "IncidentResponder.Channels.Tests", $"{@case}.exchange.json");
        using RecordedExchange exchange = new(path);
        using HttpClient client = new(exchange, disposeHandler: false);
        await exchange.ReplayAsync(channel(new ChannelHttp(client)));
        if (Records)
            await File.WriteAllTextAsync(path, exchange._file.ToJsonString(Indented) + "\n");
    }

    private async Task ReplayAsync(IChannel channel)
    {
        var story = await Story.TellAsync();
        ChannelPost? post = null;
        var now = ApprovalScene.AskedAt;
        foreach (var step in _file["steps"]!.AsArray().Select(one => one!.AsObject()))
        {
            var name = step["show"]!.GetValue<string>();
            foreach (var one in step["exchanges"]?.AsArray() ?? [])
                _expected.Enqueue(one!.AsObject());
            now = now.AddMinutes(1);
            try
            {
                var shown = await channel.ShowAsync(story[name], post, now, TestContext.Current.CancellationToken);
                step["fails"].ShouldBeNull(name);
                shown?.Address.ShouldBe(step["shown"]?.GetValue<string>(), name);
                (shown is null).ShouldBe(step["shown"] is null, name);
                post = shown;
            }
            catch (NoticeNotSentException fault)
            {
                step["fails"].ShouldNotBeNull($"{name}: {fault.Message}");
                fault.Message.ShouldContain(step["fails"]!["says"]!.GetValue<string>());
                fault.RetryAfter.ShouldBe(step["fails"]!["retryAfterSeconds"] is { } seconds ? TimeSpan.FromSeconds(seconds.GetValue<int>()) : null);
            }

            _expected.ShouldBeEmpty($"{name}: fewer requests came than {_path} expects.");
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var actual = await ReadAsync(request, cancellationToken);
        if (!_expected.TryDequeue(out var exchange))
            throw new InvalidOperationException($"A request came that {_path} does not expect: {actual.ToJsonString(Indented)}");
        if (Records)
            exchange["request"] = actual;
        else
            actual.ToJsonString(Indented).ShouldBe(exchange["request"]!.ToJsonString(Indented));
        var reply = exchange["reply"]!.AsObject();
        return reply.ContainsKey("lost") ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.") : Answer(reply);
    }

    private static HttpResponseMessage Answer(JsonObject reply)
    {
        HttpResponseMessage answer = new((HttpStatusCode)reply["status"]!.GetValue<int>())
        {
            Content = new StringContent(reply["body"]?.ToJsonString() ?? "", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in reply["headers"]?.AsObject() ?? [])
            answer.Headers.Add(name, value!.GetValue<string>());
        return answer;
    }

    private static async Task<JsonObject> ReadAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var headers = request.Headers.Concat(request.Content is { } content ? content.Headers : []).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        JsonObject actual = new()
        {
            ["method"] = request.Method.Method,
            ["url"] = request.RequestUri!.AbsoluteUri,
            ["headers"] = new JsonObject(HeadersThatMatter.Where(headers.ContainsKey).Select(name => KeyValuePair.Create<string, JsonNode?>(name, headers[name]))),
        };
        if (request.Content is not null)
            actual["body"] = JsonNode.Parse(await request.Content.ReadAsStringAsync(cancel));
        return actual;
    }
}
