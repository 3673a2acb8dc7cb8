using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>One resource of a template, its intrinsic functions not yet evaluated.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Type">Its type, such as <c>AWS::SQS::Queue</c>.</param>
/// <param name="Properties">Its properties as written, a function's with the template's Globals beneath.</param>
/// <param name="DependsOn">The resources that it says it waits for.</param>
/// <param name="Condition">The condition under which it exists; null for always.</param>
public sealed record TemplateResource(string LogicalId, string Type, JsonObject Properties, IReadOnlyList<string> DependsOn, string? Condition);
