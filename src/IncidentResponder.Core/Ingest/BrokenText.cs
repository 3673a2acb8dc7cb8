using System.Runtime.InteropServices;
using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>Finds texts that JSON lets through but that are no Unicode: an escape of half a surrogate pair.</summary>
internal static class BrokenText
{
    /// <summary>The path of the first such text or of the object with such a name; null when there is none.</summary>
    public static string? PathIn(JsonElement value, string path = "$") =>
        JsonMarshal.GetRawUtf8Value(value).IndexOf("\\u"u8) < 0 ? null : Within(value, path); // no escape at all: no need to look at each text

    private static string? Within(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => InObject(value, path),
        JsonValueKind.Array => InArray(value, path),
        JsonValueKind.String when Of(value) is null => path,
        _ => null,
    };

    private static string? InObject(JsonElement value, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (NameOf(member) is not { } name)
                return path;

            if (Within(member.Value, $"{path}.{name}") is { } found)
                return found;
        }

        return null;
    }

    private static string? InArray(JsonElement value, string path)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (Within(item, $"{path}[{index++}]") is { } found)
                return found;
        }

        return null;
    }

    // The reader offers no way to ask beforehand: it throws this for texts that are no Unicode.
    private static string? Of(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
