using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>A workspace in memory: its people, one channel with its messages, and the methods of the API by which an app changes them.</summary>
/// <param name="setup">The app, the workspace and the channel.</param>
/// <param name="clock">Gives messages their time stamps.</param>
public sealed class SlackWorkspace(SlackSetup setup, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _byClientId = new(StringComparer.Ordinal);
    private ImmutableArray<SlackShown> _messages = [];
    private ImmutableArray<string> _calls = [];
    private int _limited;
    private int _lost;
    private int _serial;

    /// <summary>Everybody in it.</summary>
    public ImmutableArray<SlackMember> Members { get; set; } = SlackMember.Few;

    /// <summary>The workspace does not answer at all.</summary>
    public bool IsDown { get; set; }

    /// <summary>All messages, oldest first.</summary>
    public ImmutableArray<SlackShown> Messages => Locked(() => _messages);

    /// <summary>The methods that were called, in order, whatever was answered.</summary>
    public ImmutableArray<string> Calls => Locked(() => _calls);

    /// <summary>The cards: messages of their own that everybody sees.</summary>
    public IEnumerable<SlackShown> Cards => Messages.Where(message => message is { Thread: null, OnlyFor: null });

    /// <summary>Something was posted or changed.</summary>
    public event Action? Changed;

    /// <summary>Waits until the messages are as wanted.</summary>
    /// <param name="wanted">Looks at the workspace.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task UntilAsync(Func<SlackWorkspace, bool> wanted, CancellationToken cancel)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (wanted(this))
                seen.TrySetResult();
        }

        Changed += Look;
        try
        {
            Look();
            await seen.Task.WaitAsync(cancel);
        }
        finally
        {
            Changed -= Look;
        }
    }

    /// <summary>The card of an incident.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public SlackShown CardOf(string incident) => Cards.Single(card => card.Now.Text.Contains($"({incident})", StringComparison.Ordinal));

    /// <summary>Answers the next calls with 429.</summary>
    public void Limit(int calls) => Locked(() => _limited = calls);

    /// <summary>Does what the next calls ask for and answers none of them.</summary>
    public void LoseReplies(int calls) => Locked(() => _lost = calls);

    /// <summary>Deletes a message, as somebody who may would.</summary>
    public void Delete(string timeStamp) => Locked(() => _messages = _messages.RemoveAll(message => message.TimeStamp == timeStamp));

    /// <summary>Answers a call.</summary>
    /// <param name="method">The method, for example "chat.update".</param>
    /// <param name="authorization">The header Authorization.</param>
    /// <param name="arguments">The arguments.</param>
    public SlackAnswer Answer(string method, string? authorization, JsonElement arguments)
    {
        SlackAnswer answer = AnswerNow(method, authorization, arguments);
        Changed?.Invoke();
        return answer;
    }

    private SlackAnswer AnswerNow(string method, string? authorization, JsonElement arguments) => Locked(() =>
    {
        _calls = _calls.Add(method);
        if (IsDown)
            return new(503, """{"ok":false,"error":"service_unavailable"}""");
        if (_limited > 0)
            return Limited();

        var body = authorization == $"Bearer {setup.BotToken}" ? Do(method, arguments) : No(authorization is null ? "not_authed" : "invalid_auth");
        var lost = _lost > 0;
        _lost -= lost ? 1 : 0;
        return new SlackAnswer(200, body.ToJsonString()) { IsLost = lost };
    });

    private SlackAnswer Limited()
    {
        _limited--;
        return new(429, """{"ok":false,"error":"ratelimited"}""") { RetryAfter = 7 };
    }

    private JsonObject Do(string method, JsonElement arguments) => method switch
    {
        "chat.postMessage" => Checked(arguments) ?? Post(arguments),
        "chat.update" => Checked(arguments) ?? Update(arguments),
        "chat.postEphemeral" => Checked(arguments) ?? ShowOne(arguments),
        "users.info" => Members.FirstOrDefault(one => one.Id == Text(arguments, "user")) is { } member ? new() { ["ok"] = true, ["user"] = Json(member) } : No("user_not_found"),
        _ => No("unknown_method"),
    };

    private JsonObject? Checked(JsonElement arguments)
    {
        if (Text(arguments, "channel") != setup.ChannelId)
            return No("channel_not_found");
        if (Text(arguments, "text") is not { Length: > 0 and <= 40_000 })
            return No("no_text");
        string[] faults = arguments.TryGetProperty("blocks", out var blocks) ? [.. BlockKit.Faults(blocks)] : ["blocks: are missing"];
        if (faults is [])
            return null;
        var refusal = No("invalid_blocks");
        refusal["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. faults.Select(fault => (JsonNode)fault)]) };
        return refusal;
    }

    // The same client_msg_id gives the message that is there already, or says that it is there no more.
    private JsonObject Post(JsonElement arguments)
    {
        if (Text(arguments, "client_msg_id") is { } id && !_byClientId.TryAdd(id, NextTimeStamp()))
            return _messages.FirstOrDefault(message => message.TimeStamp == _byClientId[id]) is { } posted ? Yes(posted) : No("duplicate_message_not_found");
        return Keep(arguments, Text(arguments, "client_msg_id") is { } known ? _byClientId[known] : NextTimeStamp(), null);
    }

    private JsonObject Update(JsonElement arguments)
    {
        if (_messages.FirstOrDefault(message => message is { OnlyFor: null } && message.TimeStamp == Text(arguments, "ts")) is not { } message)
            return No("message_not_found");
        var changed = message with { Versions = message.Versions.Add(VersionOf(arguments)) };
        _messages = _messages.Replace(message, changed);
        return Yes(changed);
    }

    private JsonObject ShowOne(JsonElement arguments)
    {
        if (Text(arguments, "user") is not { } user || Members.All(one => one.Id != user))
            return No("user_not_in_channel");
        var timeStamp = NextTimeStamp();
        Keep(arguments, timeStamp, user);
        return new() { ["ok"] = true, ["message_ts"] = timeStamp };
    }

    private JsonObject Keep(JsonElement arguments, string timeStamp, string? onlyFor)
    {
        SlackShown message = new()
        {
            Channel = setup.ChannelId,
            TimeStamp = timeStamp,
            Thread = Text(arguments, "thread_ts"),
            OnlyFor = onlyFor,
            Versions = [VersionOf(arguments)],
        };
        _messages = _messages.Add(message);
        return Yes(message);
    }

    private string NextTimeStamp() => string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()}.{++_serial:000000}");

    private JsonObject Yes(SlackShown message) => new()
    {
        ["ok"] = true,
        ["channel"] = message.Channel,
        ["ts"] = message.TimeStamp,
        ["message"] = new JsonObject { ["type"] = "message", ["app_id"] = setup.AppId, ["team"] = setup.TeamId, ["text"] = message.Now.Text, ["ts"] = message.TimeStamp },
    };

    private JsonObject Json(SlackMember member) => new()
    {
        ["id"] = member.Id,
        ["team_id"] = member.TeamId ?? setup.TeamId,
        ["name"] = member.Name,
        ["deleted"] = member.IsDeleted,
        ["is_bot"] = member.IsBot,
        ["is_restricted"] = member.IsGuest,
        ["is_ultra_restricted"] = false,
        ["is_stranger"] = member.TeamId is not null,
        ["is_email_confirmed"] = member.IsConfirmed,
        ["profile"] = new JsonObject { ["email"] = member.Email, ["real_name"] = member.Name },
    };

    private static SlackVersion VersionOf(JsonElement arguments) => new(Text(arguments, "text") ?? "", arguments.GetProperty("blocks").Clone());

    private static JsonObject No(string error) => new() { ["ok"] = false, ["error"] = error };

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }
}
