namespace IncidentResponder.Channels.Slack;

/// <summary>What Slack asks before it passes a click on.</summary>
/// <param name="Title">The title.</param>
/// <param name="Text">What the click does and how that is undone.</param>
/// <param name="Go">The button that goes on.</param>
internal sealed record SlackConfirm(string Title, string Text, string Go);
