using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Channels.Slack;

/// <summary>The Slack app by which people are told and asked, and the channel in which.</summary>
public sealed record SlackSettings
{
    private const string UsualApi = "https://slack.com/api/";

    /// <summary>The app's bot token, which needs the scopes chat:write, users:read and users:read.email.</summary>
    public required string BotToken { get; init; }

    /// <summary>The secrets by which Slack may sign its requests: the present one, and for as long as it is being replaced the former one.</summary>
    public required ImmutableArray<string> SigningSecrets { get; init; }

    /// <summary>The app's id, for example "A012ABCDEF".</summary>
    public required string AppId { get; init; }

    /// <summary>The workspace's id, for example "T012ABCDEF"; for an app of a whole organization the organization's, "E012ABCDEF".</summary>
    public required string TeamId { get; init; }

    /// <summary>The channel's id, for example "C012ABCDEF".</summary>
    public required string ChannelId { get; init; }

    /// <summary>What the API's methods are named below; it ends with '/'.</summary>
    public Uri Api { get; init => field = value.AbsoluteUri.EndsWith('/') ? value : new(value.AbsoluteUri + '/'); } = new(UsualApi);

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They cannot be used; the sentence names the member and holds no secret.</exception>
    public static SlackSettings Parse(JsonElement json)
    {
        SettingsReader reader = new(json, "slack");
        var former = reader.OptionalText("formerSigningSecret", "the signing secret that is being replaced, or take it out");
        SlackSettings settings = new()
        {
            BotToken = Token(reader),
            SigningSecrets = [reader.Text("signingSecret", "the signing secret that the app's basic information shows"), .. former is null ? [] : new[] { former }],
            AppId = Id(reader, "appId", "A", "the app's id, which its basic information shows"),
            TeamId = Id(reader, "teamId", "TE", "the id of the workspace or the organization, as it stands in the addresses of its web client"),
            ChannelId = Id(reader, "channelId", "CG", "the id of the channel, which the channel's details show, not its name"),
            Api = reader.AddressOr(UsualApi, "apiAddress", "the address of Slack's API, or take it out"),
        };
        reader.End();
        return settings;
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => "Slack settings (not shown)";

    // It becomes a header's value.
    private static string Token(SettingsReader reader)
    {
        const string Next = "the app's bot token";
        var token = reader.Text("botToken", Next);
        return token.All(character => character is > ' ' and <= '~') ? token : throw reader.Wrong("botToken", "holds a character that no token has", Next);
    }

    private static string Id(SettingsReader reader, string member, string kinds, string next)
    {
        var id = reader.Text(member, next);
        return SlackId.Is(id, kinds) ? id : throw reader.Wrong(member, $"is no id that begins with {string.Join(" or ", kinds.ToCharArray())}", next);
    }
}
