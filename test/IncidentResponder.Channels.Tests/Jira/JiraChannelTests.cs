namespace IncidentResponder.Channels.Tests.Jira;

public sealed class JiraChannelTests
{
    [Theory]
    [InlineData("opened-to-undone")]
    [InlineData("throttled")]
    [InlineData("lost-reply")]
    [InlineData("refused")]
    [InlineData("odd-replies")]
    public Task Show_RecordedExchange_SaysWhatTheFileSays(string name) =>
        RecordedExchange.ReplayAsync($"Jira/{name}", http => Places.Of("jira", http));
}
