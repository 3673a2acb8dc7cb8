using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace IncidentResponder.Conventions.Reading;

/// <summary>Reads a CloudFormation template in YAML as JSON, short forms such as !Ref and !Sub written out. Scalars stay text.</summary>
internal static class YamlAsJson
{
    public static JsonObject Read(string path)
    {
        var stream = new YamlStream();
        using var text = new StreamReader(path);
        stream.Load(text);
        return (JsonObject)Convert(stream.Documents[0].RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node)
    {
        JsonNode? plain = node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child =>
                KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
            _ => JsonValue.Create(((YamlScalarNode)node).Value ?? ""),
        };
        return node.Tag.IsEmpty || !node.Tag.Value.StartsWith('!') ? plain : WriteOut(node.Tag.Value[1..], plain);
    }

    private static JsonObject WriteOut(string tag, JsonNode? argument) => tag switch
    {
        "Ref" or "Condition" => new JsonObject { [tag] = argument },
        "GetAtt" => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. argument!.GetValue<string>().Split('.', 2).Select(part => (JsonNode)part)]) },
        _ => new JsonObject { ["Fn::" + tag] = argument },
    };
}
