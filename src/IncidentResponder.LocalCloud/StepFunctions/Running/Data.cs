using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Inputs and outputs as history events show them.</summary>
internal static class Data
{
    /// <summary>A member with the text, and the one that says that it is whole.</summary>
    public static JsonObject Of(string member, string text) =>
        new() { [member] = text, [member + "Details"] = new JsonObject { ["truncated"] = false } };

    public static JsonObject Of(string member, string text, string name)
    {
        JsonObject details = Of(member, text);
        details.Insert(0, "name", name);
        return details;
    }
}
