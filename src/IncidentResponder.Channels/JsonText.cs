using System.Buffers;
using System.Text;
using System.Text.Json;

namespace IncidentResponder.Channels;

/// <summary>Writes JSON as text.</summary>
internal static class JsonText
{
    /// <summary>One object.</summary>
    internal static string Object(Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The most that fits: asked with so many lines, then with half of them, and at last with none.</summary>
    /// <param name="mostBytes">The most bytes in UTF-8 that the channel takes.</param>
    /// <param name="lines">The lines that there are.</param>
    /// <param name="write">Writes it with at most so many lines.</param>
    internal static string Fitting(int mostBytes, int lines, Func<int, string> write)
    {
        var text = write(lines);
        return lines == 0 || Encoding.UTF8.GetByteCount(text) <= mostBytes ? text : Fitting(mostBytes, lines / 2, write);
    }

    /// <summary>A named array.</summary>
    internal static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    /// <summary>A named object.</summary>
    internal static void Member(this Utf8JsonWriter json, string name, Action members)
    {
        json.WriteStartObject(name);
        members();
        json.WriteEndObject();
    }

    /// <summary>An object within an array.</summary>
    internal static void Item(this Utf8JsonWriter json, Action members)
    {
        json.WriteStartObject();
        members();
        json.WriteEndObject();
    }
}
