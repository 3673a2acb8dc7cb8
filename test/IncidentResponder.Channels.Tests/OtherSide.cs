using System.Net;
using System.Text;
using System.Text.Json;

namespace IncidentResponder.Channels.Tests;

/// <summary>Takes whatever a channel sends, answers as each of the channels' other sides would at first, and remembers it.</summary>
internal sealed class OtherSide : HttpMessageHandler
{
    private const string Ticket = """{"key":"SEC-1","issues":[],"transitions":[{"id":"31"}],"result":{"sys_id":"a83f2d1cdb2a0a10d1b5f7421a9619b2"}}""";
    private readonly List<(HttpRequestMessage Request, byte[] Body)> _sent = [];

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<(HttpRequestMessage Request, byte[] Body)> Sent => _sent;

    /// <summary>What came with a body, read back.</summary>
    public IEnumerable<JsonElement> Bodies => _sent.Where(one => one.Body.Length > 0).Select(one =>
    {
        using var document = JsonDocument.Parse(one.Body, new() { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    });

    /// <summary>A channel's way to it.</summary>
    public ChannelHttp Http => new(new HttpClient(this, disposeHandler: false));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        _sent.Add((request, body));
        var looksForIncident = request.Method == HttpMethod.Get && request.RequestUri!.Query.Length > 0;
        return new(HttpStatusCode.OK) { Content = new StringContent(looksForIncident ? """{"result":[]}""" : Ticket, Encoding.UTF8, "application/json") };
    }
}
