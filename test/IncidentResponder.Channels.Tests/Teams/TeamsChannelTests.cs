namespace IncidentResponder.Channels.Tests.Teams;

public sealed class TeamsChannelTests
{
    [Theory]
    [InlineData("opened-to-undone")]
    [InlineData("throttled")]
    [InlineData("lost-reply")]
    [InlineData("refused")]
    public Task Show_RecordedExchange_SaysWhatTheFileSays(string name) =>
        RecordedExchange.ReplayAsync($"Teams/{name}", http => Places.Of("teams", http));
}
