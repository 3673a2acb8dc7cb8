namespace IncidentResponder.Channels.Tests.Webhook;

public sealed class WebhookChannelTests
{
    [Theory]
    [InlineData("opened-to-undone")]
    [InlineData("throttled")]
    [InlineData("lost-reply")]
    [InlineData("refused")]
    public Task Show_RecordedExchange_SaysWhatTheFileSays(string name) =>
        RecordedExchange.ReplayAsync($"Webhook/{name}", http => Places.Of("webhook", http));
}
