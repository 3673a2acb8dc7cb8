using System.Globalization;
using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// A value somewhere in an event, with the path to it. Asking for what is not there gives a missing place, never an error.
/// Members are found by the name asked for or by the same one with the other case of its first letter: events and APIs differ in that.
/// </summary>
internal readonly struct JsonPlace
{
    private readonly JsonPath? _path;

    public JsonPlace(JsonElement value, string path)
        : this(value, JsonPath.At(path))
    {
    }

    private JsonPlace(JsonElement value, JsonPath path) => (Value, _path) = (value, path);

    /// <summary>The value; undefined when the place is missing.</summary>
    public JsonElement Value { get; }

    /// <summary>Where it is, such as "$.detail.findings[0].Id".</summary>
    public string Path => _path?.ToString() ?? "";

    public bool IsMissing => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public bool IsArray => Value.ValueKind is JsonValueKind.Array;

    public bool IsObject => Value.ValueKind is JsonValueKind.Object;

    /// <summary>The text, if it is one and not blank.</summary>
    public string? Text =>
        Value.ValueKind is JsonValueKind.String && Value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>True, or the text "true" as Security Hub's product fields have it.</summary>
    public bool IsTrue =>
        Value.ValueKind is JsonValueKind.True || string.Equals(Text, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number, if it is one or a text of one.</summary>
    public double? Number => Value.ValueKind switch
    {
        JsonValueKind.Number when Value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String when double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => number,
        _ => null,
    };

    /// <summary>The moment, in any of the forms that detectors and their APIs use; without a zone it is taken as UTC.</summary>
    public DateTimeOffset? Time => TimeReader.Read(this);

    /// <summary>The items of an array; none when it is not one.</summary>
    public IEnumerable<JsonPlace> Items => IsArray ? ItemsOf(this) : [];

    /// <summary>The members of an object; none when it is not one.</summary>
    public IEnumerable<KeyValuePair<string, JsonPlace>> Members => IsObject ? MembersOf(this) : [];

    /// <summary>A member by its name.</summary>
    public JsonPlace this[string name]
    {
        get
        {
            if (!IsObject)
                return new(default, JsonPath.To(_path, name));

            if (Value.TryGetProperty(name, out var member))
                return new(member, JsonPath.To(_path, name));

            Span<char> other = stackalloc char[name.Length];
            name.CopyTo(other);
            other[0] = char.IsUpper(name[0]) ? char.ToLowerInvariant(name[0]) : char.ToUpperInvariant(name[0]);
            return Value.TryGetProperty(other, out member)
                ? new(member, JsonPath.To(_path, other.ToString()))
                : new(default, JsonPath.To(_path, name));
        }
    }

    /// <summary>The first item of an array.</summary>
    public JsonPlace First => IsArray && Value.GetArrayLength() > 0 ? new(Value[0], JsonPath.To(_path, 0)) : new(default, JsonPath.To(_path, 0));

    /// <summary>The text, cut to a length without splitting a character.</summary>
    public string TextUpTo(int length)
    {
        var text = Text ?? "";
        if (text.Length <= length)
            return text;

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static IEnumerable<JsonPlace> ItemsOf(JsonPlace array)
    {
        var index = 0;
        foreach (var item in array.Value.EnumerateArray())
            yield return new(item, JsonPath.To(array._path, index++));
    }

    private static IEnumerable<KeyValuePair<string, JsonPlace>> MembersOf(JsonPlace whole)
    {
        foreach (var member in whole.Value.EnumerateObject())
        {
            var name = member.Name;
            yield return KeyValuePair.Create(name, new JsonPlace(member.Value, JsonPath.To(whole._path, name)));
        }
    }
}
