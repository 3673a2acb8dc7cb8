using System.Buffers;
using System.Text.Json;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Writes what AWS says as JSON, under AWS's own names. What AWS does not say is left out.</summary>
internal static class JsonPiece
{
    /// <summary>An object, indented, as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>A text, when there is one.</summary>
    public static void Say(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    /// <summary>A time in UTC, when there is one.</summary>
    public static void Say(this Utf8JsonWriter json, string name, DateTime? time)
    {
        if (time is { } known)
            json.WriteString(name, known.ToUniversalTime());
    }

    /// <summary>A number, when there is one.</summary>
    public static void Say(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
    }

    /// <summary>A yes or no, when there is one.</summary>
    public static void Say(this Utf8JsonWriter json, string name, bool? answer)
    {
        if (answer is { } known)
            json.WriteBoolean(name, known);
    }

    /// <summary>A list of texts.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string?>? texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts ?? [])
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A list of objects.</summary>
    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T>? items, Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items ?? [])
        {
            json.WriteStartObject();
            members(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>An object whose members are texts, in the names' order.</summary>
    public static void Map(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>>? members)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in (members ?? []).OrderBy(member => member.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    /// <summary>EC2's tags, in the keys' order.</summary>
    public static void Tags(this Utf8JsonWriter json, IEnumerable<Amazon.EC2.Model.Tag>? tags) =>
        json.Map("Tags", tags?.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
}
