using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>What a state came to.</summary>
/// <param name="Output">What it hands on.</param>
/// <param name="Next">The state to go to; null at the end.</param>
internal sealed record Step(JsonNode? Output, string? Next);
