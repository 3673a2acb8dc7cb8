namespace IncidentResponder.Channels.Tests.PagerDuty;

public sealed class PagerDutyChannelTests
{
    [Theory]
    [InlineData("opened-to-undone")]
    [InlineData("throttled")]
    [InlineData("lost-reply")]
    [InlineData("refused")]
    [InlineData("not-contained")]
    [InlineData("contained-at-once")]
    [InlineData("left-alone")]
    public Task Show_RecordedExchange_SaysWhatTheFileSays(string name) =>
        RecordedExchange.ReplayAsync($"PagerDuty/{name}", http => Places.Of("pagerduty", http));
}
