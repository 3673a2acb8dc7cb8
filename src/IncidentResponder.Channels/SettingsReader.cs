using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels;

/// <summary>Reads settings from a secret. Its errors name the member and what to do, and never say what the member holds.</summary>
public sealed class SettingsReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement _json;
    private readonly string _place;
    private readonly string _secret;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads all of a secret.</summary>
    /// <param name="json">The secret, from <see cref="Parse"/>.</param>
    /// <param name="secret">What errors call the secret.</param>
    public static SettingsReader OfAll(JsonElement json, string secret) => new(json, "", secret);

    internal SettingsReader(JsonElement json, string channel)
        : this(json, $"{channel}.", ChannelSettings.Secret)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            throw new FormatException($"Setting '{channel}' of {_secret} is no JSON object; write its settings between braces, or take it out.");
    }

    private SettingsReader(JsonElement json, string place, string secret) => (_json, _place, _secret) = (json, place, secret);

    /// <summary>Reads a secret's text as a JSON object. What the reader of JSON has to say may quote the text, so it is not passed on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="secret">What errors call the secret.</param>
    /// <param name="write">What the operator should write.</param>
    /// <exception cref="FormatException">It is no JSON object, or names a member twice.</exception>
    public static JsonElement Parse(string text, string secret, string write)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new FormatException($"{Capital(secret)} is no JSON object; {write}.");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"{Capital(secret)} is no JSON that names each member once (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine}); mend it there.");
        }
    }

    /// <summary>A text that must be there.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="next">What to put there.</param>
    /// <exception cref="FormatException">It is not there, no text, blank, or begins or ends with a space or a line break.</exception>
    public string Text(string member, string next) =>
        OptionalText(member, next) ?? throw new FormatException($"Setting '{_place}{member}' of {_secret} is missing; put {next} there.");

    /// <summary>A text that may be left out, and then is null.</summary>
    internal string? OptionalText(string member, string next)
    {
        if (Find(member) is not { } json)
            return null;
        if (json.ValueKind is not JsonValueKind.String)
            throw Wrong(member, "is no text", next);
        var text = json.GetString() ?? "";
        if (string.IsNullOrWhiteSpace(text))
            throw Wrong(member, "is blank", next);
        return text.Trim() == text && !text.Any(char.IsControl) ? text : throw Wrong(member, "begins or ends with a space, or holds a line break", next);
    }

    /// <summary>A user's name for basic credentials, which end it at a colon.</summary>
    internal string User(string member, string next)
    {
        var user = Text(member, next);
        return user.Contains(':', StringComparison.Ordinal) ? throw Wrong(member, "holds a colon", next) : user;
    }

    /// <summary>An address: https, or http on this machine itself; without a user and without a fragment.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="next">What to put there.</param>
    /// <exception cref="FormatException">It is missing or no such address.</exception>
    public Uri Address(string member, string next) => Checked(member, Text(member, next), next);

    /// <summary>As <see cref="Address"/>, or the usual one where it is left out.</summary>
    internal Uri AddressOr(string usual, string member, string next) => Checked(member, OptionalText(member, next) ?? usual, next);

    /// <summary>As <see cref="Address"/>, with nothing behind the host.</summary>
    internal Uri Site(string member, string next)
    {
        var site = Address(member, next);
        return site.PathAndQuery == "/" ? site : throw Wrong(member, "has a path", next);
    }

    /// <summary>Severities by name; null when left out.</summary>
    internal ImmutableSortedSet<Severity>? Severities(string member)
    {
        const string Next = "a list of \"Informational\", \"Low\", \"Medium\", \"High\" and \"Critical\"";
        if (Find(member) is not { } json)
            return null;
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() == 0)
            throw Wrong(member, "is no list, or an empty one", Next);
        return [.. json.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String && Enum.GetNames<Severity>().Contains(item.GetString(), StringComparer.Ordinal)
            ? Enum.Parse<Severity>(item.GetString() ?? "")
            : throw Wrong(member, "names something that is no severity", Next))];
    }

    /// <summary>What is wrong with a member, and what to put there.</summary>
    internal FormatException Wrong(string member, string what, string next) => new($"Setting '{_place}{member}' of {_secret} {what}; put {next} there.");

    /// <summary>Ends the reading: whatever was not asked for is no setting, and most often a misspelt one.</summary>
    /// <exception cref="FormatException">There is such a member.</exception>
    public void End()
    {
        foreach (var member in _json.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
                throw new FormatException($"Setting '{_place}{PlainText.Of(member.Name, 40)}' of {_secret} is not known; take it out, or spell it as one of: {string.Join(", ", _known)}.");
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private JsonElement? Find(string member)
    {
        _known.Add(member);
        return _json.TryGetProperty(member, out var json) ? json : null;
    }

    private Uri Checked(string member, string text, string next)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            throw Wrong(member, "is no absolute address", next);
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            throw Wrong(member, "does not begin with https://", next);
        return address.UserInfo.Length == 0 && address.Fragment.Length == 0 ? address : throw Wrong(member, "holds a user or a fragment", next);
    }
}
