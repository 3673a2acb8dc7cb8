using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Paths;

/// <summary>One step of a path: from one value to those that it selects.</summary>
internal abstract record PathStep
{
    private PathStep()
    {
    }

    /// <summary>Whether the step selects one value at most.</summary>
    public virtual bool IsDefinite => false;

    public abstract IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root);

    public sealed record Field(string Name) : PathStep
    {
        public override bool IsDefinite => true;

        public override IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root)
        {
            if (from is JsonObject record && record.TryGetPropertyValue(Name, out JsonNode? value))
                yield return value;
        }
    }

    /// <param name="Place">From 0; negative from the end.</param>
    public sealed record Index(int Place) : PathStep
    {
        public override bool IsDefinite => true;

        public override IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root)
        {
            if (from is not JsonArray array)
                yield break;
            int place = Place < 0 ? array.Count + Place : Place;
            if (place >= 0 && place < array.Count)
                yield return array[place];
        }
    }

    public sealed record Indexes(IReadOnlyList<int> Places) : PathStep
    {
        public override IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root) =>
            Places.SelectMany(place => new Index(place).Select(from, root));
    }

    public sealed record Slice(int? From, int? To) : PathStep
    {
        public override IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root)
        {
            if (from is not JsonArray array)
                return [];
            int start = Bound(From ?? 0, array.Count);
            int end = Bound(To ?? array.Count, array.Count);
            return array.Skip(start).Take(Math.Max(0, end - start));
        }

        private static int Bound(int place, int count) => Math.Clamp(place < 0 ? count + place : place, 0, count);
    }

    public sealed record Everything : PathStep
    {
        public override IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root) => Children(from);
    }

    /// <summary>The value itself and all below it, the outer before the inner.</summary>
    public sealed record Descend : PathStep
    {
        public override IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root) =>
            Children(from).SelectMany(child => Select(child, root)).Prepend(from);
    }

    public sealed record Where(PathFilter Filter) : PathStep
    {
        public override IEnumerable<JsonNode?> Select(JsonNode? from, JsonNode? root) =>
            from is JsonArray array ? array.Where(item => Filter.Holds(item, root)) : [];
    }

    private static IEnumerable<JsonNode?> Children(JsonNode? from) => from switch
    {
        JsonArray array => array,
        JsonObject record => record.Select(property => property.Value),
        _ => [],
    };
}
