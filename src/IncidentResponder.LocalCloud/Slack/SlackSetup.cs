namespace IncidentResponder.LocalCloud.Slack;

/// <summary>The app, the workspace and the channel that the stand-in for Slack has.</summary>
public sealed record SlackSetup
{
    /// <summary>The token without which no method is answered.</summary>
    public string BotToken { get; init; } = "example-bot-token";

    /// <summary>What clicks are signed with.</summary>
    public string SigningSecret { get; init; } = "example-signing-secret";

    /// <summary>The app that posts.</summary>
    public string AppId { get; init; } = "A0RESPONDER";

    /// <summary>The workspace.</summary>
    public string TeamId { get; init; } = "T0EXAMPLE";

    /// <summary>The channel that the app is in.</summary>
    public string ChannelId { get; init; } = "C0INCIDENTS";
}
