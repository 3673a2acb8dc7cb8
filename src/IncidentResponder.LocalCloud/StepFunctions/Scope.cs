using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>What paths are read from.</summary>
/// <param name="Input">What <c>$</c> stands for.</param>
/// <param name="Context">The context object, <c>$$</c>.</param>
internal sealed record Scope(JsonNode? Input, JsonObject Context);
