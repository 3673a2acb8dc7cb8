using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests.Webhook;

public sealed class WebhookSignatureTests
{
    [Fact]
    public async Task Show_AnyRecord_IsSignedOverTheBytesThatAreSent()
    {
        OtherSide other = new();
        var now = ApprovalScene.InTime;
        await Places.Of("webhook", other.Http).ShowAsync((await Story.TellAsync("Größe 日本語 😀"))["question"], null, now, TestContext.Current.CancellationToken);

        var (request, body) = other.Sent.ShouldHaveSingleItem();
        var stamp = request.Headers.GetValues("X-IncidentResponder-Timestamp").ShouldHaveSingleItem();
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(stamp)).ShouldBe(now);
        var expected = HMACSHA256.HashData("example-secret-of-32-characters!!"u8, [.. Encoding.UTF8.GetBytes($"v1:{stamp}:"), .. body]);
        request.Headers.GetValues("X-IncidentResponder-Signature").ShouldHaveSingleItem().ShouldBe($"v1={Convert.ToHexStringLower(expected)}");
        request.Headers.GetValues("Idempotency-Key").ShouldHaveSingleItem().ShouldMatch("^INC-20260114-8c1f0a2b9d3e4f50:Asking:[0-9a-f]{64}$");
    }
}
