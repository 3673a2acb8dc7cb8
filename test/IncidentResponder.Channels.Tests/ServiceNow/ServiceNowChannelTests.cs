namespace IncidentResponder.Channels.Tests.ServiceNow;

public sealed class ServiceNowChannelTests
{
    [Theory]
    [InlineData("opened-to-undone")]
    [InlineData("throttled")]
    [InlineData("lost-reply")]
    [InlineData("refused")]
    [InlineData("not-contained")]
    public Task Show_RecordedExchange_SaysWhatTheFileSays(string name) =>
        RecordedExchange.ReplayAsync($"ServiceNow/{name}", http => Places.Of("servicenow", http));
}
