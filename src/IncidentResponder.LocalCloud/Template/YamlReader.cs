using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>Reads YAML as JSON, with CloudFormation's short forms (<c>!Ref</c>, <c>!Sub</c> …) written out in full.</summary>
public static class YamlReader
{
    /// <summary>Reads the one document of a text.</summary>
    /// <exception cref="TemplateException">It isn't one YAML mapping.</exception>
    public static JsonObject Read(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.Count == 1 && Convert(yaml.Documents[0].RootNode) is JsonObject root
            ? root
            : throw new TemplateException("The template isn't one YAML mapping; it begins with Resources and the like.");
    }

    private static JsonNode? Convert(YamlNode node)
    {
        JsonNode? plain = node switch
        {
            YamlMappingNode mapping => ConvertMapping(mapping),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
            YamlScalarNode scalar => ConvertScalar(scalar),
            _ => throw new TemplateException($"Line {node.Start.Line} of the template holds an alias; write the value out."),
        };
        string tag = node.Tag.IsEmpty ? "" : node.Tag.Value;
        return tag.StartsWith('!') && tag.Length > 1 && !tag.StartsWith("!!", StringComparison.Ordinal) ? Intrinsic(tag[1..], plain) : plain;
    }

    private static JsonObject ConvertMapping(YamlMappingNode mapping)
    {
        var converted = new JsonObject();
        foreach ((YamlNode key, YamlNode value) in mapping.Children)
            converted[((YamlScalarNode)key).Value ?? ""] = Convert(value);
        return converted;
    }

    private static JsonValue? ConvertScalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style is not YamlDotNet.Core.ScalarStyle.Plain || !scalar.Tag.IsEmpty)
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" => null,
            "true" or "True" => JsonValue.Create(true),
            "false" or "False" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
                && (text is "0" || text.TrimStart('-')[0] != '0') => JsonValue.Create(whole),
            _ when text.Contains('.', StringComparison.Ordinal)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    private static JsonObject Intrinsic(string name, JsonNode? argument) => name switch
    {
        "Ref" or "Condition" => new JsonObject { [name] = argument },
        "GetAtt" when argument is JsonValue path => new JsonObject { ["Fn::GetAtt"] = SplitAttribute(path.GetValue<string>()) },
        _ => new JsonObject { ["Fn::" + name] = argument },
    };

    private static JsonArray SplitAttribute(string path) => path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
        ? new JsonArray(path[..dot], path[(dot + 1)..])
        : throw new TemplateException($"!GetAtt {path} names no attribute; write it as Resource.Attribute.");
}
