using System.Text.Json;

namespace IncidentResponder.Channels.Webhook;

/// <summary>The operator's own receiver.</summary>
public sealed record WebhookSettings
{
    private const int ShortestSecret = 32;

    /// <summary>Where incidents are posted.</summary>
    public required Uri Url { get; init; }

    /// <summary>What messages are signed with; at least 32 characters.</summary>
    public required string Secret { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They cannot be used; the sentence says why.</exception>
    public static WebhookSettings Parse(JsonElement json)
    {
        const string Next = "at least 32 characters that nobody can guess, as `openssl rand -hex 32` makes them,";
        SettingsReader reader = new(json, "webhook");
        WebhookSettings settings = new() { Url = reader.Address("url", "the https address of your receiver"), Secret = reader.Text("secret", Next) };
        reader.End();
        return settings.Secret.Length >= ShortestSecret ? settings : throw reader.Wrong("secret", "is too short", Next);
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => "Webhook settings (not shown)";
}
