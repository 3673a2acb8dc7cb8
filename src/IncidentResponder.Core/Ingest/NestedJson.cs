using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>Parses JSON that comes as text: a message's body, or a message within one.</summary>
internal static class NestedJson
{
    /// <summary>Parses; the fault says why it can't be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it was found.</param>
    /// <param name="root">The JSON, when there is no fault.</param>
    public static Ingested.Unreadable? Parse(string text, string path, out JsonElement root)
    {
        root = default;
        if (HalfPairIn(text) is { } position)
            return new(path, $"The message is no Unicode text (half a surrogate pair at character {position}); send the event as EventBridge delivered it.");

        try
        {
            root = JsonElement.Parse(text);
            return null;
        }
        catch (JsonException fault)
        {
            return new(path, $"The message is not JSON ({Where(fault)}); send the event as EventBridge delivered it.");
        }
    }

    private static int? HalfPairIn(string text)
    {
        // Most texts have no surrogates at all, which is found out many characters at a time.
        var first = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff');
        for (var index = first < 0 ? text.Length : first; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;

            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return index;

            index++;
        }

        return null;
    }

    private static string Where(JsonException fault) => $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}";
}
