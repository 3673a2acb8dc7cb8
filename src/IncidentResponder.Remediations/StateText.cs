using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentResponder.Remediations;

/// <summary>A captured state as names and values: what people are shown and approve, so that any change of it voids the approval.</summary>
internal static class StateText
{
    private const int LongestValue = 240;

    /// <summary>"example-bucket BlockPublicAcls" → "false" for each value in the state.</summary>
    /// <param name="target">The target's id, with which each name begins.</param>
    /// <param name="json">The state.</param>
    public static ImmutableSortedDictionary<string, string> Of(string target, string json)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Collect(target, JsonElement.Parse(json), found);
        return found.ToImmutable();
    }

    private static void Collect(string name, JsonElement value, ImmutableSortedDictionary<string, string>.Builder found)
    {
        if (value.ValueKind is JsonValueKind.Object && value.GetPropertyCount() > 0)
        {
            foreach (var member in value.EnumerateObject())
                Collect($"{name} {member.Name}", member.Value, found);
        }
        else
        {
            found[name] = Short(TextOf(value));
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "none",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "none",
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String) =>
            string.Join(", ", value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    };

    // The hash stands for the rest, so that a change there is seen as well.
    private static string Short(string text) => text.Length <= LongestValue
        ? text
        : $"{text[..(char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue)]}… (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))})";
}
