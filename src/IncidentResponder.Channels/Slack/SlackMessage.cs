namespace IncidentResponder.Channels.Slack;

/// <summary>A message as Slack takes it.</summary>
/// <param name="Text">What notifications and screen readers say, as mrkdwn.</param>
/// <param name="Blocks">The blocks, a JSON array.</param>
public sealed record SlackMessage(string Text, string Blocks);
