using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>What a creator is asked for.</summary>
/// <param name="LogicalId">The resource's name in the template.</param>
/// <param name="Properties">Its properties, evaluated.</param>
/// <param name="StackName">The stack's name.</param>
/// <param name="Folder">The folder that relative paths start from.</param>
/// <param name="Api">Calls the local cloud.</param>
public sealed record ResourceRequest(string LogicalId, JsonObject Properties, string StackName, string Folder, AwsApi Api)
{
    /// <summary>The name that the property gives, else one made of the stack's name and the logical id.</summary>
    public string NameBy(string property) => Text(property) ?? $"{StackName}-{LogicalId}";

    /// <summary>A property as text; null when it is absent.</summary>
    public string? Text(string property) => Properties[property] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        var other => other.ToJsonString(),
    };

    /// <summary>A property as text.</summary>
    /// <exception cref="TemplateException">It is absent.</exception>
    public string Needed(string property) => Text(property) ?? throw Missing(property);

    /// <summary>A property as a whole number, or another when it is absent.</summary>
    public int Number(string property, int otherwise) => Text(property) is { } text ? int.Parse(text) : otherwise;

    /// <summary>A whole number inside a part of the properties, or another when it is absent.</summary>
    public static int Number(JsonNode? node, int otherwise) => node is null ? otherwise : int.Parse(node.ToString());

    /// <summary>A property that is a list; empty when absent.</summary>
    public IEnumerable<JsonObject> Objects(string property) => (Properties[property] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>A property that is a list of texts; empty when absent.</summary>
    public IEnumerable<string> Texts(string property) => (Properties[property] as JsonArray ?? []).Select(one => one!.GetValue<string>());

    /// <summary>Says that a property is missing.</summary>
    public TemplateException Missing(string property) => new($"{LogicalId} lacks {property}; give it.");

    /// <summary>Says that a property's value can't be had here.</summary>
    public TemplateException Unsupported(string property, string why) => new($"{LogicalId}: {property} {why}.");
}
