using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>What Slack sends to an app when somebody clicks a button, and how it signs that.</summary>
public static class SlackPayload
{
    /// <summary>The interaction's payload, with more in it than anybody reads.</summary>
    /// <param name="setup">The app and the workspace.</param>
    /// <param name="who">Who clicks.</param>
    /// <param name="message">On which message.</param>
    /// <param name="button">On which button, by its action_id.</param>
    /// <param name="value">What the button carries.</param>
    public static JsonObject Of(SlackSetup setup, SlackMember who, SlackShown message, string button, string value) => new()
    {
        ["type"] = "block_actions",
        ["user"] = new JsonObject { ["id"] = who.Id, ["username"] = who.Name, ["name"] = who.Name, ["team_id"] = who.TeamId ?? setup.TeamId },
        ["api_app_id"] = setup.AppId,
        ["token"] = "example-verification-token",
        ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = message.TimeStamp, ["channel_id"] = message.Channel, ["is_ephemeral"] = message.OnlyFor is not null },
        ["trigger_id"] = "12345.98765.abcd2358fdea",
        ["team"] = new JsonObject { ["id"] = setup.TeamId, ["domain"] = "example" },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
        ["channel"] = new JsonObject { ["id"] = message.Channel, ["name"] = "incidents" },
        ["message"] = new JsonObject { ["type"] = "message", ["ts"] = message.TimeStamp, ["text"] = message.Now.Text, ["blocks"] = JsonNode.Parse(message.Now.Blocks.GetRawText()) },
        ["state"] = new JsonObject { ["values"] = new JsonObject() },
        ["response_url"] = "https://hooks.slack.com/actions/example",
        ["actions"] = new JsonArray(new JsonObject
        {
            ["action_id"] = button,
            ["block_id"] = "b0",
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = button, ["emoji"] = false },
            ["value"] = value,
            ["style"] = "primary",
            ["type"] = "button",
            ["action_ts"] = message.TimeStamp,
        }),
    };

    /// <summary>The request's body: a form with one field.</summary>
    public static byte[] Form(JsonObject payload) => Encoding.ASCII.GetBytes($"payload={Uri.EscapeDataString(payload.ToJsonString())}");

    /// <summary>The headers of a request.</summary>
    /// <param name="secret">The signing secret.</param>
    /// <param name="body">The body.</param>
    /// <param name="at">When it is sent.</param>
    public static (string Time, string Signature) Sign(string secret, byte[] body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"v0:{time}:"), .. body];
        return (time, $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}");
    }
}
