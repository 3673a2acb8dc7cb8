using System.Text.Json;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Slack;

/// <summary>What Slack sent because somebody did something with a message.</summary>
public abstract record SlackInteraction
{
    /// <summary>The most bytes of a request that are read. Slack sends the whole message along, which has 13,000 characters at most.</summary>
    public const int LargestBody = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private SlackInteraction()
    {
    }

    /// <summary>Reads a request's body, whose signature was checked. Members that are not known do no harm.</summary>
    /// <param name="body">The form as it came.</param>
    public static SlackInteraction Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > LargestBody)
            return new Unreadable($"The request has {body.Length} bytes, more than the {LargestBody} that are read.");
        if (SlackForm.Field(body, "payload"u8) is not { } payload)
            return new Unreadable("The request is no form with one field \"payload\".");
        try
        {
            using var document = JsonDocument.Parse(payload, Strict);
            return Of(document.RootElement);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return new Unreadable("The payload is no JSON that names each member once and holds whole characters.");
        }
    }

    private static SlackInteraction Of(JsonElement payload)
    {
        if (Text(payload, "type") is not { } type)
            return new Unreadable("The payload does not say of what type it is.");
        if (type != "block_actions")
            return new NotOurs($"The interaction is of type {PlainText.Of(type, 40)}: only clicks on buttons of messages are taken.");
        if (Item(payload, "actions") is not { } action)
            return new Unreadable("The payload does not name exactly one action.");
        if (Text(action, "type") != "button" || SlackButtonValue.ActionOf(Text(action, "action_id")) is not { } asked)
            return new NotOurs($"Action {PlainText.Of(Text(action, "action_id"), 40)} is none of this product's buttons.");
        return SlackButtonValue.Read(Text(action, "value")) is var (incident, digest)
            ? ClickOf(payload, asked, incident, digest)
            : new Unreadable("The button's value is none that this version wrote: use the page instead, by the link in the mail.");
    }

    private static SlackInteraction ClickOf(JsonElement payload, SlackAction action, Core.IncidentId incident, string digest)
    {
        var (user, team, container) = (Member(payload, "user"), Id(Member(payload, "team"), "id", "T"), Member(payload, "container"));
        var enterprise = Id(Member(payload, "enterprise"), "id", "E");
        var person = Id(user, "id", SlackId.Person);
        var app = Id(payload, "api_app_id", "A");
        var channel = Id(Member(payload, "channel"), "id", "CGD") ?? Id(container, "channel_id", "CGD");
        var message = Text(container, "message_ts") ?? Text(Member(payload, "message"), "ts");
        if (person is null || app is null || channel is null || !SlackId.IsTimeStamp(message) || (team ?? enterprise) is null)
            return new Unreadable("The payload does not say who clicked, in which workspace and channel, on which message of which app.");
        return new Click(new()
        {
            User = person,
            UserTeam = Id(user, "team_id", "TE"),
            Team = team,
            Enterprise = enterprise,
            App = app,
            Channel = channel,
            Message = message ?? "",
            Action = action,
            Incident = incident,
            PlanDigest = digest,
        });
    }

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement? Item(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1 ? list[0] : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Id(JsonElement json, string name, string kinds) => Text(json, name) is { } id && SlackId.Is(id, kinds) ? id : null;

    /// <summary>Somebody clicked a button of a card.</summary>
    /// <param name="What">The click.</param>
    public sealed record Click(SlackClick What) : SlackInteraction;

    /// <summary>It is something else, and is to be answered with 200 and nothing more.</summary>
    /// <param name="Why">What it is.</param>
    public sealed record NotOurs(string Why) : SlackInteraction;

    /// <summary>It cannot be read.</summary>
    /// <param name="Why">Why not.</param>
    public sealed record Unreadable(string Why) : SlackInteraction;
}
