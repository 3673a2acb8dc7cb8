using System.Text.Json.Nodes;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations.Iam;

/// <summary>The inline policy that denies a user everything, for one incident.</summary>
internal static class QuarantinePolicy
{
    /// <summary>The document.</summary>
    public const string Document = """{"Version":"2012-10-17","Statement":[{"Sid":"IncidentResponse","Effect":"Deny","Action":"*","Resource":"*"}]}""";

    /// <summary>IAM's limit for all inline policies of a user together, in characters other than white space.</summary>
    public const int Budget = 2048;

    /// <summary>The policy's name: one a incident, so that two incidents don't undo each other.</summary>
    public static string NameFor(IncidentId incident) => $"IR-Quarantine-{incident}";

    /// <summary>What a document counts towards the budget.</summary>
    public static int SizeOf(string document) => document.Count(c => !char.IsWhiteSpace(c));

    /// <summary>Whether a document that IAM returned says what ours does, whatever its spacing.</summary>
    public static bool IsOurs(string document)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(document), JsonNode.Parse(Document));
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
