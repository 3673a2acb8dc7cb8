using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>The intrinsic functions that make arrays and look into them.</summary>
internal static class ArrayFunctions
{
    /// <summary>AWS's limit on a range.</summary>
    private const int LongestRange = 1000;

    public static JsonNode? Make(JsonNode?[] arguments) => Of(arguments);

    public static JsonNode? Partition(JsonNode?[] arguments)
    {
        JsonArray array = Arguments.Array(arguments, 0);
        long size = Arguments.Integer(arguments, 1);
        if (size is <= 0 or > int.MaxValue)
            throw Arguments.Unfit(arguments, 1, "a positive integer");
        return Of(array.Chunk((int)size).Select(Of));
    }

    public static JsonNode? Contains(JsonNode?[] arguments) =>
        JsonValue.Create(Arguments.Array(arguments, 0).Any(item => JsonNode.DeepEquals(item, arguments[1])));

    /// <summary>The last number is part of the range when a step meets it.</summary>
    public static JsonNode? Range(JsonNode?[] arguments)
    {
        (long first, long last, long step) = (Arguments.Integer(arguments, 0), Arguments.Integer(arguments, 1), Arguments.Integer(arguments, 2));
        if (step == 0)
            throw Arguments.Unfit(arguments, 2, "other than 0");
        JsonArray range = [];
        for (decimal at = first; step > 0 ? at <= last : at >= last; at += step)
        {
            if (range.Count == LongestRange)
                throw new SyntaxFault($"the range from {first} to {last} by {step} has more than {LongestRange} numbers");
            range.Add(JsonValue.Create((long)at));
        }

        return range;
    }

    public static JsonNode? GetItem(JsonNode?[] arguments)
    {
        JsonArray array = Arguments.Array(arguments, 0);
        long place = Arguments.Integer(arguments, 1);
        if (place < 0 || place >= array.Count)
            throw Arguments.Unfit(arguments, 1, $"an index from 0 to {array.Count - 1}");
        return array[(int)place]?.DeepClone();
    }

    public static JsonNode? Length(JsonNode?[] arguments) => JsonValue.Create(Arguments.Array(arguments, 0).Count);

    public static JsonNode? Unique(JsonNode?[] arguments)
    {
        List<JsonNode?> kept = [];
        foreach (JsonNode? item in Arguments.Array(arguments, 0))
        {
            if (!kept.Any(other => JsonNode.DeepEquals(other, item)))
                kept.Add(item);
        }

        return Of(kept);
    }

    private static JsonArray Of(IEnumerable<JsonNode?> items) => new([.. items.Select(item => item?.DeepClone())]);
}
