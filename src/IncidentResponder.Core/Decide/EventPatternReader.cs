using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads the levels of a pattern, multiplying <c>$or</c> and <c>exists: false</c> out into alternatives.</summary>
internal static class EventPatternReader
{
    private const string Or = "$or";
    private const int MostAlternatives = 1000;

    public static ImmutableArray<PatternAlternative> Read(JsonElement pattern) => [.. ReadLevel(pattern, "")];

    private static List<PatternAlternative> ReadLevel(JsonElement level, string path)
    {
        if (level.ValueKind is not JsonValueKind.Object)
            throw Wrong(path, $"is {level.ValueKind}; a pattern is an object whose fields hold arrays of values");
        List<PatternAlternative> all = [PatternAlternative.Anything];
        var any = false;
        foreach (JsonProperty field in level.EnumerateObject())
        {
            any = true;
            all = Multiply(all, ReadField(field, path.Length == 0 ? field.Name : $"{path}.{field.Name}"), path);
        }

        return any ? all : throw Wrong(path, "is an empty object, which would match everything; name at least one field");
    }

    private static List<PatternAlternative> ReadField(JsonProperty field, string path) => field.Value.ValueKind switch
    {
        JsonValueKind.Object => ReadLevel(field.Value, path).ConvertAll(one => one.Under(field.Name)),
        JsonValueKind.Array when IsOr(field) => [.. field.Value.EnumerateArray().SelectMany(one => ReadLevel(one, path))],
        JsonValueKind.Array => ReadValues(field.Name, field.Value, path),
        _ => throw Wrong(path, $"is {field.Value.ValueKind}; put the value into an array, as in [\"value\"]"),
    };

    private static List<PatternAlternative> ReadValues(string name, JsonElement values, string path)
    {
        if (values.GetArrayLength() == 0)
            throw Wrong(path, "is an empty array, which nothing can match; list at least one value");
        List<PatternAlternative> found = [];
        var tests = ImmutableArray.CreateBuilder<ValueTest>();
        foreach (JsonElement value in values.EnumerateArray())
        {
            if (IsExistsFalse(value, path))
                found.Add(new PatternAlternative(PatternFields.None, [[name]]));
            else
                tests.Add(ValueTestReader.Read(value, path));
        }

        if (tests.Count > 0)
            found.Add(new PatternAlternative(PatternFields.None.With(name, tests.ToImmutable()), []));
        return found;
    }

    private static bool IsExistsFalse(JsonElement value, string path) =>
        value.ValueKind is JsonValueKind.Object
        && ValueTestReader.Single(value, path) is { Name: "exists", Value.ValueKind: JsonValueKind.False };

    // As on AWS, a field that happens to be called $or and lists plain values is an ordinary field.
    private static bool IsOr(JsonProperty field) =>
        field.NameEquals(Or)
        && field.Value.GetArrayLength() >= 2
        && field.Value.EnumerateArray().All(one =>
            one.ValueKind is JsonValueKind.Object && !one.EnumerateObject().Any(inner => ValueTestReader.IsOperator(inner.Name)));

    private static List<PatternAlternative> Multiply(List<PatternAlternative> left, List<PatternAlternative> right, string path)
    {
        if (left.Count * right.Count > MostAlternatives)
            throw Wrong(path, $"has more than {MostAlternatives} combinations of $or; split it into several patterns");
        return [.. left.SelectMany(_ => right, (one, other) => one.And(other))];
    }

    internal static FormatException Wrong(string path, string why) =>
        new($"The event pattern {(path.Length == 0 ? "itself" : $"at {path}")} {why}.");
}
