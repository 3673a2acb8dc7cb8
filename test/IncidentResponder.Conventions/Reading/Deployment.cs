using System.Text.Json.Nodes;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions.Reading;

/// <summary>template.yaml.</summary>
internal static class Deployment
{
    private static readonly JsonObject Template = YamlAsJson.Read(Repository.PathOf("template.yaml"));

    /// <summary>Every resource by logical id.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Resources { get; } =
        Template["Resources"]!.AsObject().ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

    /// <summary>The parameters' names.</summary>
    public static IReadOnlyList<string> Parameters { get; } = [.. Template["Parameters"]!.AsObject().Select(parameter => parameter.Key)];

    /// <summary>The functions' logical ids and properties.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Functions { get; } = OfType("AWS::Serverless::Function");

    /// <summary>The state machines' logical ids and properties.</summary>
    public static IReadOnlyDictionary<string, JsonObject> StateMachines { get; } = OfType("AWS::Serverless::StateMachine");

    /// <summary>Every statement of every policy: of roles, managed policies, keys, queues, topics and the bucket.</summary>
    public static IReadOnlyList<Statement> Statements { get; } = [.. Resources.SelectMany(StatementsOf)];

    /// <summary>The properties of the resources of a type, by logical id.</summary>
    public static IReadOnlyDictionary<string, JsonObject> OfType(string type) =>
        Resources.Where(resource => TypeOf(resource.Value) == type)
            .ToDictionary(resource => resource.Key, resource => resource.Value["Properties"]!.AsObject());

    /// <summary>What a role allows: its own statements and those of the managed policies attached to it.</summary>
    public static IEnumerable<Statement> AllowedTo(string role)
    {
        var policies = Json.ListOf(Resources[role]["Properties"]!["ManagedPolicyArns"]).Select(Json.TextOf).Append(role).ToHashSet();
        return Statements.Where(statement => statement.Allows && policies.Contains(statement.Owner) && statement.Resources.Length > 0);
    }

    private static string TypeOf(JsonObject resource) => resource["Type"]!.ToString();

    private static IEnumerable<Statement> StatementsOf(KeyValuePair<string, JsonObject> resource) =>
        Json.ObjectsIn(resource.Value)
            .Where(found => found.ContainsKey("Statement"))
            .SelectMany(policy => Json.ListOf(policy["Statement"]))
            .Select(statement => new Statement(
                resource.Key,
                TypeOf(resource.Value),
                statement!["Effect"]!.ToString(),
                [.. Json.ListOf(statement["Action"]).Select(Json.TextOf)],
                [.. Json.ListOf(statement["Resource"]).Select(Json.TextOf)]));
}
