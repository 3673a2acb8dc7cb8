using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>The intrinsic functions between JSON and text, and the merge of two objects.</summary>
internal static class JsonFunctions
{
    /// <summary>A blank text is null.</summary>
    public static JsonNode? FromText(JsonNode?[] arguments)
    {
        string text = Arguments.Text(arguments, 0);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonText.Parse(text);
        }
        catch (JsonException)
        {
            throw Arguments.Unfit(arguments, 0, "a text that is JSON");
        }
    }

    public static JsonNode? ToText(JsonNode?[] arguments) => JsonValue.Create(JsonText.Write(arguments[0]));

    /// <summary>The second object's fields over the first's; AWS has only the shallow merge, so the third argument must be false.</summary>
    public static JsonNode? Merge(JsonNode?[] arguments)
    {
        JsonObject merged = Arguments.Object(arguments, 0).DeepClone().AsObject();
        if (JsonText.AsBoolean(arguments[2]) is not false)
            throw Arguments.Unfit(arguments, 2, "false: only shallow merging exists");
        foreach ((string name, JsonNode? value) in Arguments.Object(arguments, 1))
            merged[name] = value?.DeepClone();
        return merged;
    }
}
