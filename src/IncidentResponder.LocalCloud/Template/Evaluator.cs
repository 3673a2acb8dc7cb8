using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>Evaluates CloudFormation's intrinsic functions.</summary>
/// <param name="document">The template.</param>
/// <param name="values">Parameters and pseudo parameters, by name.</param>
/// <param name="created">The resources that exist, by logical id.</param>
internal sealed class Evaluator(TemplateDocument document, IReadOnlyDictionary<string, JsonNode?> values, IReadOnlyDictionary<string, CreatedResource> created)
{
    private const string NoValue = "AWS::NoValue";

    /// <summary>What a part of the template comes to; null for <c>AWS::NoValue</c>.</summary>
    public JsonNode? Of(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } one when one.First() is var (name, argument) && IsIntrinsic(name) => Call(name, argument),
        JsonObject inner => new JsonObject(inner.Where(field => !IsNoValue(field.Value)).Select(field => KeyValuePair.Create(field.Key, Of(field.Value)))),
        JsonArray items => new JsonArray([.. items.Where(item => !IsNoValue(item)).Select(Of)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Whether a named condition holds.</summary>
    public bool Holds(string condition) => document.Conditions.TryGetPropertyValue(condition, out JsonNode? body)
        ? Truth(body)
        : throw new TemplateException($"There is no condition {condition}; define it under Conditions.");

    private static bool IsIntrinsic(string name) => name is "Ref" or "Condition" || name.StartsWith("Fn::", StringComparison.Ordinal);

    private bool IsNoValue(JsonNode? node) =>
        node is JsonObject { Count: 1 } one
        && (one["Ref"] is JsonValue name ? name.GetValue<string>() == NoValue : one["Fn::If"] is JsonArray choice && IsNoValue(Chosen(choice)));

    private JsonNode? Call(string name, JsonNode? argument) => name switch
    {
        "Ref" => Ref(argument!.GetValue<string>()),
        "Fn::GetAtt" => GetAtt(argument!.AsArray()),
        "Fn::Sub" => Sub(argument!),
        "Fn::Join" => string.Join(argument![0]!.GetValue<string>(), Of(argument[1])!.AsArray().Select(Text)),
        "Fn::If" => Of(Chosen(argument!.AsArray())),
        "Fn::Select" => Of(argument![1])!.AsArray()[int.Parse(Text(Of(argument[0])))]?.DeepClone(),
        "Fn::Split" => new JsonArray([.. Text(Of(argument![1])).Split(argument[0]!.GetValue<string>()).Select(part => (JsonNode)part)]),
        "Fn::FindInMap" => FindInMap(Of(argument)!.AsArray()),
        "Fn::Base64" => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Text(Of(argument)))),
        "Fn::Equals" or "Fn::Not" or "Fn::And" or "Fn::Or" or "Condition" => Truth(new JsonObject { [name] = argument?.DeepClone() }),
        "Fn::ImportValue" => throw new TemplateException("Fn::ImportValue needs another stack, and the local cloud has one only; pass the value as a parameter."),
        _ => throw new TemplateException($"The local cloud doesn't evaluate {name}; use Ref, GetAtt, Sub, Join, If, Select, Split or FindInMap."),
    };

    private JsonNode? Ref(string name)
    {
        if (values.TryGetValue(name, out JsonNode? value))
            return value?.DeepClone();
        return created.TryGetValue(name, out CreatedResource? resource)
            ? resource.Ref
            : throw new TemplateException($"Ref {name}: there is no such parameter, and no such resource exists; check the name and its Condition.");
    }

    private string GetAtt(JsonArray path)
    {
        (string name, string attribute) = (path[0]!.GetValue<string>(), path[1]!.GetValue<string>());
        if (!created.TryGetValue(name, out CreatedResource? resource))
            throw new TemplateException($"GetAtt {name}.{attribute}: no such resource exists; check the name and its Condition.");
        return resource.Attributes.TryGetValue(attribute, out string? value)
            ? value
            : throw new TemplateException($"GetAtt {name}.{attribute}: the local cloud knows {string.Join(", ", resource.Attributes.Keys)} of it.");
    }

    private string Sub(JsonNode argument)
    {
        string text = (argument is JsonArray pair ? pair[0]! : argument).GetValue<string>();
        JsonObject own = argument is JsonArray { Count: 2 } named ? named[1]!.AsObject() : [];
        string replaced = References.SubName().Replace(text, match =>
        {
            string name = match.Groups["name"].Value.Trim();
            if (own.ContainsKey(name))
                return Text(Of(own[name]));
            int dot = name.IndexOf('.', StringComparison.Ordinal);
            return dot < 0 ? Text(Ref(name)) : GetAtt(new JsonArray(name[..dot], name[(dot + 1)..]));
        });
        return replaced.Replace("${!", "${", StringComparison.Ordinal);
    }

    private JsonNode? FindInMap(JsonArray keys)
    {
        JsonNode? found = document.Mappings;
        foreach (JsonNode? key in keys)
            found = found?[Text(key)];
        return found?.DeepClone() ?? throw new TemplateException($"FindInMap {keys.ToJsonString()} finds nothing under Mappings.");
    }

    private JsonNode? Chosen(JsonArray choice) => choice[Holds(choice[0]!.GetValue<string>()) ? 1 : 2];

    private bool Truth(JsonNode? condition) => condition is JsonObject { Count: 1 } one ? one.First() switch
    {
        ("Fn::Equals", JsonArray two) => Text(Of(two[0])) == Text(Of(two[1])),
        ("Fn::Not", JsonArray inner) => !Truth(inner[0]),
        ("Fn::And", JsonArray all) => all.All(Truth),
        ("Fn::Or", JsonArray any) => any.Any(Truth),
        ("Condition", JsonValue name) => Holds(name.GetValue<string>()),
        var (name, _) => throw new TemplateException($"{name} is no condition function; use Equals, Not, And, Or or Condition."),
    } : throw new TemplateException($"{condition?.ToJsonString()} is no condition; use Equals, Not, And, Or or Condition.");

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value => value.ToJsonString(),
        _ => throw new TemplateException($"{node.ToJsonString()} stands where a text is needed."),
    };
}
