using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>The paths of the fields that a pattern names, whatever it asks of them.</summary>
internal static class PatternPaths
{
    private const string Or = "$or";

    public static ImmutableSortedSet<string> In(JsonElement pattern) => [.. Of(pattern, "")];

    /// <summary>Whether one of the paths is this one, lies within it, or holds it.</summary>
    public static bool Meet(IEnumerable<string> paths, string path) => paths.Any(one =>
        one == path || one.StartsWith(path + ".", StringComparison.Ordinal) || path.StartsWith(one + ".", StringComparison.Ordinal));

    private static IEnumerable<string> Of(JsonElement level, string path) => level.ValueKind is JsonValueKind.Object
        ? level.EnumerateObject().SelectMany(field => OfField(field, path.Length == 0 ? field.Name : $"{path}.{field.Name}", path))
        : [];

    // A field that happens to be called $or is named as well: too many paths only make the responder ask.
    private static IEnumerable<string> OfField(JsonProperty field, string path, string outer) => field.Value.ValueKind switch
    {
        JsonValueKind.Object => Of(field.Value, path),
        JsonValueKind.Array when field.NameEquals(Or) => field.Value.EnumerateArray().SelectMany(one => Of(one, outer)).Append(path),
        _ => [path],
    };
}
