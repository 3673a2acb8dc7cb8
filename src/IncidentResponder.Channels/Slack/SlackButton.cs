namespace IncidentResponder.Channels.Slack;

/// <summary>A button of a card. Its texts are already harmless.</summary>
/// <param name="Action">What it asks for.</param>
/// <param name="Text">What it says.</param>
/// <param name="Style">"primary", "danger", or empty for a plain one.</param>
/// <param name="Confirm">What is asked before; null for a button that changes nothing.</param>
internal sealed record SlackButton(SlackAction Action, string Text, string Style, SlackConfirm? Confirm);
