using System.Globalization;
using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// A value somewhere in an event, with the path to it. Asking for what is not there gives a missing place, never an error.
/// Members are found by the name asked for or by the same one with the other case of its first letter: events and APIs differ in that.
/// </summary>
internal readonly record struct JsonPlace(JsonElement Value, string Path)
{
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
    public IEnumerable<JsonPlace> Items
    {
        get
        {
            var path = Path;
            return Value.ValueKind is JsonValueKind.Array
                ? Value.EnumerateArray().Select((item, index) => new JsonPlace(item, $"{path}[{index}]"))
                : [];
        }
    }

    /// <summary>The members of an object; none when it is not one.</summary>
    public IEnumerable<KeyValuePair<string, JsonPlace>> Members
    {
        get
        {
            var path = Path;
            return Value.ValueKind is JsonValueKind.Object
                ? Value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, new JsonPlace(member.Value, $"{path}.{member.Name}")))
                : [];
        }
    }

    /// <summary>A member by its name.</summary>
    public JsonPlace this[string name]
    {
        get
        {
            if (!IsObject)
                return new(default, $"{Path}.{name}");

            var other = (char.IsUpper(name[0]) ? char.ToLowerInvariant(name[0]) : char.ToUpperInvariant(name[0])) + name[1..];
            return Value.TryGetProperty(name, out var member) ? new(member, $"{Path}.{name}")
                : Value.TryGetProperty(other, out member) ? new(member, $"{Path}.{other}")
                : new(default, $"{Path}.{name}");
        }
    }

    /// <summary>The first item of an array.</summary>
    public JsonPlace First => Items.FirstOrDefault(new JsonPlace(default, $"{Path}[0]"));

    /// <summary>The text, cut to a length without splitting a character.</summary>
    public string TextUpTo(int length)
    {
        var text = Text ?? "";
        if (text.Length <= length)
            return text;

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
