using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>A SAM or CloudFormation template as read from its file.</summary>
public sealed class TemplateDocument
{
    private readonly JsonObject _root;

    private TemplateDocument(JsonObject root, string folder)
    {
        _root = root;
        Folder = folder;
        Resources = [.. Section("Resources").Select(one => Resource(one.Key, one.Value))];
    }

    /// <summary>The folder that the template's relative paths start from.</summary>
    public string Folder { get; }

    /// <summary>The resources, in the order of the file.</summary>
    public IReadOnlyList<TemplateResource> Resources { get; }

    /// <summary>The parameters.</summary>
    public JsonObject Parameters => Section("Parameters");

    /// <summary>The conditions.</summary>
    public JsonObject Conditions => Section("Conditions");

    /// <summary>The mappings.</summary>
    public JsonObject Mappings => Section("Mappings");

    /// <summary>The outputs.</summary>
    public JsonObject Outputs => Section("Outputs");

    /// <summary>Reads a template.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="folder">The folder that its relative paths start from.</param>
    public static TemplateDocument Parse(string text, string folder) => new(YamlReader.Read(text), folder);

    private JsonObject Section(string name) => _root[name] as JsonObject ?? [];

    private TemplateResource Resource(string id, JsonNode? body)
    {
        if (body is not JsonObject resource || resource["Type"]?.GetValue<string>() is not { } type)
            throw new TemplateException($"Resource {id} has no Type; give it one.");
        var properties = resource["Properties"]?.DeepClone() as JsonObject ?? [];
        return new TemplateResource(id, type, WithGlobals(type, properties), DependsOn(resource["DependsOn"]), resource["Condition"]?.GetValue<string>());
    }

    private static IReadOnlyList<string> DependsOn(JsonNode? node) => node switch
    {
        null => [],
        JsonArray several => [.. several.Select(one => one!.GetValue<string>())],
        _ => [node.GetValue<string>()],
    };

    // SAM's rule: maps of Globals and resource are joined, anything else of the resource wins.
    private JsonObject WithGlobals(string type, JsonObject properties)
    {
        string section = type.StartsWith("AWS::Serverless::", StringComparison.Ordinal) ? type["AWS::Serverless::".Length..] : "";
        if (section.Length > 0 && Section("Globals")[section] is JsonObject globals)
            Join(globals, properties);
        return properties;
    }

    private static void Join(JsonObject beneath, JsonObject above)
    {
        foreach ((string name, JsonNode? value) in beneath)
        {
            if (!above.TryGetPropertyValue(name, out JsonNode? own))
                above[name] = value?.DeepClone();
            else if (own is JsonObject inner && value is JsonObject wide)
                Join(wide, inner);
        }
    }
}
