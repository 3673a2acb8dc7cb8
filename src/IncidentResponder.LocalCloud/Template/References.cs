using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>Finds the names that a part of a template refers to by Ref, GetAtt and Sub.</summary>
internal static partial class References
{
    public static IEnumerable<string> In(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } one when one["Ref"] is JsonValue name => [name.GetValue<string>()],
        JsonObject { Count: 1 } one when one["Fn::GetAtt"] is JsonArray path => [path[0]!.GetValue<string>()],
        JsonObject { Count: 1 } one when one["Fn::Sub"] is { } sub => InSub(sub),
        JsonObject inner => inner.SelectMany(field => In(field.Value)),
        JsonArray items => items.SelectMany(In),
        _ => [],
    };

    /// <summary>The names between <c>${</c> and <c>}</c>, the literal <c>${!Name}</c> left out.</summary>
    [GeneratedRegex(@"\$\{(?<name>[^!}][^}]*)\}")]
    public static partial Regex SubName();

    private static IEnumerable<string> InSub(JsonNode sub)
    {
        string text = (sub is JsonArray pair ? pair[0]! : sub).GetValue<string>();
        JsonObject own = sub is JsonArray { Count: 2 } named ? named[1]!.AsObject() : [];
        return SubName().Matches(text)
            .Select(match => match.Groups["name"].Value.Trim().Split('.')[0])
            .Where(name => !own.ContainsKey(name))
            .Concat(In(own));
    }
}
