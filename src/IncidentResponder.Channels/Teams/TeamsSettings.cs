using System.Text.Json;

namespace IncidentResponder.Channels.Teams;

/// <summary>Which Teams channel incidents are posted to.</summary>
public sealed record TeamsSettings
{
    /// <summary>The address of a workflow that starts "when a Teams webhook request is received". Whoever knows it can post.</summary>
    public required Uri WebhookUrl { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They cannot be used; the sentence says why.</exception>
    public static TeamsSettings Parse(JsonElement json)
    {
        SettingsReader reader = new(json, "teams");
        TeamsSettings settings = new() { WebhookUrl = reader.Address("webhookUrl", "the https address that the channel's workflow shows") };
        reader.End();
        return settings;
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => "Teams settings (not shown)";
}
