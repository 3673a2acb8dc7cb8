using System.Text.Json;
using IncidentResponder.Channels.Jira;
using IncidentResponder.Channels.PagerDuty;
using IncidentResponder.Channels.ServiceNow;
using IncidentResponder.Channels.Teams;
using IncidentResponder.Channels.Webhook;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels;

/// <summary>Where people follow incidents, as one secret says: a JSON object with a member for each channel that is used.</summary>
public sealed record ChannelSettings
{
    internal const string Secret = "the channels' secret";

    private static readonly string[] Known = ["slack", "teams", "pagerDuty", "jira", "serviceNow", "webhook"];

    /// <summary>Slack's settings as they stand in the secret; null when it is not used.</summary>
    public JsonElement? Slack { get; init; }

    /// <summary>Microsoft Teams; null when it is not used.</summary>
    public TeamsSettings? Teams { get; init; }

    /// <summary>PagerDuty; null when it is not used.</summary>
    public PagerDutySettings? PagerDuty { get; init; }

    /// <summary>Jira; null when it is not used.</summary>
    public JiraSettings? Jira { get; init; }

    /// <summary>ServiceNow; null when it is not used.</summary>
    public ServiceNowSettings? ServiceNow { get; init; }

    /// <summary>The operator's own webhook; null when it is not used.</summary>
    public WebhookSettings? Webhook { get; init; }

    /// <summary>Reads the secret's text. An empty text, like an empty object, means no channels.</summary>
    /// <param name="secret">The text.</param>
    /// <exception cref="FormatException">It cannot be used; the sentence names the setting and what to do, and holds no secret.</exception>
    public static ChannelSettings Parse(string secret)
    {
        if (string.IsNullOrWhiteSpace(secret))
            return new();
        var json = SettingsReader.Parse(secret, Secret, "write {} for no channels, or a member for each channel that is used");
        foreach (var member in json.EnumerateObject())
        {
            if (!Known.Contains(member.Name, StringComparer.Ordinal))
                throw new FormatException($"The channels' secret names a channel '{PlainText.Of(member.Name, 40)}' that there is not; take it out, or spell it as one of: {string.Join(", ", Known)}.");
        }

        return new()
        {
            Slack = Find(json, "slack"),
            Teams = Find(json, "teams") is { } teams ? TeamsSettings.Parse(teams) : null,
            PagerDuty = Find(json, "pagerDuty") is { } pagerDuty ? PagerDutySettings.Parse(pagerDuty) : null,
            Jira = Find(json, "jira") is { } jira ? JiraSettings.Parse(jira) : null,
            ServiceNow = Find(json, "serviceNow") is { } serviceNow ? ServiceNowSettings.Parse(serviceNow) : null,
            Webhook = Find(json, "webhook") is { } webhook ? WebhookSettings.Parse(webhook) : null,
        };
    }

    /// <summary>Says which channels are used and no secret.</summary>
    public override string ToString() => "Channel settings (not shown)";

    private static JsonElement? Find(JsonElement json, string name) => json.TryGetProperty(name, out var channel) ? channel : null;
}
