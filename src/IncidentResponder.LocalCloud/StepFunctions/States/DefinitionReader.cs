using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>
/// Reads a definition in the Amazon States Language with JSONPath. Whatever is broken, or is not implemented here,
/// is refused with the state and the field.
/// </summary>
internal static class DefinitionReader
{
    /// <exception cref="DefinitionFault">The definition cannot be executed here.</exception>
    public static Definition Read(string text)
    {
        Problems problems = new();
        Definition? definition = Parse(text, problems) is { } json ? Read(json, problems) : null;
        return problems.IsEmpty && definition is not null ? definition : throw new DefinitionFault(problems.Text);
    }

    private static JsonObject? Parse(string text, Problems problems)
    {
        try
        {
            if (JsonText.ParseStrictly(text) is JsonObject json)
                return json;
            problems.Add("INVALID_JSON_DESCRIPTION", "/", "The definition must be a JSON object");
        }
        catch (JsonException fault)
        {
            problems.Add("INVALID_JSON_DESCRIPTION", "/", $"The definition is no JSON: {fault.Message}");
        }

        return null;
    }

    private static Definition? Read(JsonObject json, Problems problems)
    {
        Fields fields = new(json, "", problems);
        if (fields.Text("Version") is { } version && version != "1.0")
            fields.Refuse("Version", $"The value for the field 'Version' must be 1.0, not {version}");
        RefuseJsonata(fields);
        int? timeout = fields.Integer("TimeoutSeconds", 1, Amount.Most);
        StateGraph? graph = new GraphReader(problems).Read(fields);
        fields.RefuseOthers();
        return graph is null ? null : new Definition(graph, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    internal static void RefuseJsonata(Fields fields)
    {
        if (fields.Text("QueryLanguage") is { } language && language != "JSONPath")
            fields.Refuse("QueryLanguage", $"The query language {language} is not implemented by the local cloud; use JSONPath");
    }
}
