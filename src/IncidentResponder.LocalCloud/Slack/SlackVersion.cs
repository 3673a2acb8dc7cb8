using System.Text.Json;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>A message as it was at one time.</summary>
/// <param name="Text">The text beside the blocks, which notifications show.</param>
/// <param name="Blocks">The blocks.</param>
public sealed record SlackVersion(string Text, JsonElement Blocks);
