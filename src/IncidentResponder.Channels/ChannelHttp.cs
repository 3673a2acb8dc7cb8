using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels;

/// <summary>Sends JSON to a channel's own address, which the operator configured; no address ever comes from a finding.</summary>
/// <param name="http">The client; see <see cref="Client"/>.</param>
public sealed class ChannelHttp(HttpClient http)
{
    private const int LargestReply = 1 << 20;

    /// <summary>Makes the client: no redirects are followed, and who does not answer within five seconds is given up.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = LargestReply,
    };

    /// <summary>Sends and returns the reply's text.</summary>
    /// <param name="channel">The channel's name, for the error.</param>
    /// <param name="request">The request, disposed here.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">There was no reply, or none that says yes.</exception>
    public async Task<string> SendAsync(string channel, HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            try
            {
                using var reply = await http.SendAsync(request, cancel).ConfigureAwait(false);
                return reply.IsSuccessStatusCode
                    ? Encoding.UTF8.GetString(await reply.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false))
                    : throw new NoticeNotSentException($"Channel '{channel}' answered {(int)reply.StatusCode}: {NextStep(reply.StatusCode)}") { RetryAfter = AskedPause(reply) };
            }
            catch (HttpRequestException lost)
            {
                throw new NoticeNotSentException($"Channel '{channel}' could not be reached ({lost.HttpRequestError}); it is tried again.", lost);
            }
            catch (TaskCanceledException late) when (!cancel.IsCancellationRequested)
            {
                throw new NoticeNotSentException($"Channel '{channel}' did not answer within {http.Timeout.TotalSeconds} seconds; it is tried again.", late);
            }
        }
    }

    /// <summary>A JSON request.</summary>
    public static HttpRequestMessage Json(HttpMethod method, Uri address, string json, AuthenticationHeaderValue? authorization = null)
    {
        HttpRequestMessage request = new(method, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = authorization;
        return request;
    }

    private static string NextStep(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => "it is told again after the pause that it asks for.",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "renew the channel's credentials in its secret.",
        HttpStatusCode.NotFound or HttpStatusCode.Gone => "check the channel's address in its secret.",
        >= HttpStatusCode.InternalServerError => "it is tried again.",
        _ => "it does not take what is sent; check the channel's settings in its secret.",
    };

    // A pause until a date is counted from the reply's own date: the two clocks need not agree.
    private static TimeSpan? AskedPause(HttpResponseMessage reply) => reply.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } until } when reply.Headers.Date is { } sent && until > sent => until - sent,
        _ => null,
    };
}
