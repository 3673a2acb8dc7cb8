using System.Text.Json.Nodes;
using CsCheck;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>Something that may befall JSON on its way: a node is removed, replaced, doubled or of another kind, or the text is cut off.</summary>
/// <param name="Kind">What befalls it.</param>
/// <param name="Place">Which node or character.</param>
/// <param name="Value">What replaces it.</param>
internal sealed record JsonMutation(int Kind, int Place, string Value)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e300", "\"\"", "\" \"", "\"x\"", "\"arn:aws:iam::1:x\"", "\"AWS::\"", "\"{\"", "{}", "[]", "[[]]", "[{}]", "{\"a\":[]}",
    ];

    /// <summary>Any mutation.</summary>
    public static Gen<JsonMutation> Any { get; } = Gen.Select(Gen.Int[0, 5], Gen.Int[0, int.MaxValue], Gen.Int[0, Values.Length - 1])
        .Select((kind, place, value) => new JsonMutation(kind, place, Values[value]));

    /// <summary>The mutated text; a text that is no JSON any more is only cut.</summary>
    public string Of(string body)
    {
        if (Kind == 0 || Parsed(body) is not { } root || Places(root).ToList() is not { Count: > 0 } places)
            return body[..(Place % (body.Length + 1))];

        var (parent, key) = places[Place % places.Count];
        switch (Kind)
        {
            case 1:
                Remove(parent, key);
                break;
            case 2:
                Set(parent, key, JsonNode.Parse(Value));
                break;
            case 3:
                Double(parent, key);
                break;
            case 4:
                Set(parent, key, Retyped(Get(parent, key)));
                break;
            default:
                Set(parent, key, new JsonArray(Get(parent, key)?.DeepClone()));
                break;
        }

        return root.ToJsonString();
    }

    private static JsonNode? Retyped(JsonNode? node) => node switch
    {
        JsonObject members => new JsonArray([.. members.Select(member => member.Value?.DeepClone())]),
        JsonArray items => new JsonObject(items.Select((item, index) => KeyValuePair.Create($"m{index}", item?.DeepClone()))),
        null => "null",
        _ => node.ToJsonString() is ['"', ..] ? 7 : node.ToJsonString(),
    };

    private static JsonNode? Parsed(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Get(JsonNode parent, string key) => parent is JsonObject members ? members[key] : parent[int.Parse(key)];

    private static void Set(JsonNode parent, string key, JsonNode? value)
    {
        if (parent is JsonObject members)
            members[key] = value;
        else
            parent[int.Parse(key)] = value;
    }

    private static void Remove(JsonNode parent, string key)
    {
        if (parent is JsonObject members)
            members.Remove(key);
        else
            parent.AsArray().RemoveAt(int.Parse(key));
    }

    // In an object the copy has the other case of the first letter, which the reader takes for the same name.
    private static void Double(JsonNode parent, string key)
    {
        var copy = Get(parent, key)?.DeepClone();
        if (parent is JsonObject members)
            members[key.Length == 0 ? "x" : (char.IsUpper(key[0]) ? char.ToLowerInvariant(key[0]) : char.ToUpperInvariant(key[0])) + key[1..]] = copy;
        else
            parent.AsArray().Insert(int.Parse(key), copy);
    }

    private static IEnumerable<(JsonNode Parent, string Key)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value).Prepend((members, member.Key))),
        JsonArray items => items.SelectMany((item, index) => Places(item).Prepend((items, index.ToString()))),
        _ => [],
    };
}
