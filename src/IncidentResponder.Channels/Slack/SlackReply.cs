using System.Text.Json;

namespace IncidentResponder.Channels.Slack;

/// <summary>What Slack answered to a call that it understood.</summary>
internal abstract record SlackReply
{
    private SlackReply()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Json">What it says.</param>
    internal sealed record Done(JsonElement Json) : SlackReply;

    /// <summary>It is not done.</summary>
    /// <param name="Error">The error as Slack names it.</param>
    internal sealed record Failed(string Error) : SlackReply;
}
