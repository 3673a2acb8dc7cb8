using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Tests;

/// <summary>The client as it ships, against a server in this process that answers each request with the same bytes.</summary>
public sealed class ChannelHttpTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _client = ChannelHttp.Client();

    public ChannelHttpTests() => _listener.Start();

    public void Dispose()
    {
        _client.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData("302 Found\r\nLocation: /elsewhere", "answered 302: it does not take what is sent; check the channel's settings in its secret.", null)]
    [InlineData("307 Temporary Redirect\r\nLocation: /elsewhere", "answered 307", null)]
    [InlineData("404 Not Found", "answered 404: check the channel's address in its secret.", null)]
    [InlineData("500 Oops", "answered 500: it is tried again.", null)]
    [InlineData("503 Later\r\nRetry-After: 7", "answered 503: it is tried again.", 7)]
    [InlineData("429 Later\r\nDate: Wed, 14 Jan 2026 02:00:00 GMT\r\nRetry-After: Wed, 14 Jan 2026 02:01:30 GMT", "answered 429", 90)]
    [InlineData("429 Later\r\nDate: Wed, 14 Jan 2026 02:00:00 GMT\r\nRetry-After: Wed, 14 Jan 2026 01:00:00 GMT", "answered 429", null)]
    public async Task Send_ReplyThatIsNoYes_IsToldOnceWithItsPause(string reply, string sentence, int? seconds)
    {
        var serving = ServeAsync($"HTTP/1.1 {reply}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var fault = await Should.ThrowAsync<NoticeNotSentException>(SendAsync);

        fault.Message.ShouldContain($"Channel 'test' {sentence}");
        fault.RetryAfter.ShouldBe(seconds is { } pause ? TimeSpan.FromSeconds(pause) : null);
        (await serving).ShouldBe("POST /first HTTP/1.1");
        _listener.Pending().ShouldBeFalse("a redirect is not followed and nothing is asked twice");
    }

    [Fact]
    public async Task Send_ReplyInNoKnownCharset_IsReadAsUtf8()
    {
        var serving = ServeAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=nonsense\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{\"a\":\"ö\"}");
        (await SendAsync()).ShouldBe("{\"a\":\"ö\"}");
        await serving;
    }

    [Fact]
    public async Task Send_ConnectionLost_IsNotSent()
    {
        var serving = ServeAsync("");
        (await Should.ThrowAsync<NoticeNotSentException>(SendAsync)).Message.ShouldContain("Channel 'test' could not be reached");
        await serving;
    }

    private Task<string> SendAsync() => new ChannelHttp(_client).SendAsync(
        "test", ChannelHttp.Json(HttpMethod.Post, new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/first"), "{}"), TestContext.Current.CancellationToken);

    // Reads the whole request before it answers: to close on unread bytes would reset the connection under the answer.
    private async Task<string> ServeAsync(string reply)
    {
        using var connection = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        using StreamReader reader = new(stream, leaveOpen: true);
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
        {
        }

        _ = (reader.Read(), reader.Read());
        await stream.WriteAsync(Encoding.UTF8.GetBytes(reply), TestContext.Current.CancellationToken);
        return first;
    }
}
