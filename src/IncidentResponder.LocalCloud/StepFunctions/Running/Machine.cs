using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>A state machine as it stood when an execution started, or as it stands now.</summary>
/// <param name="Arn">The machine's ARN.</param>
/// <param name="Name">The machine's name.</param>
/// <param name="RoleArn">The role that it is said to act in.</param>
/// <param name="Text">The definition as it was given.</param>
/// <param name="Definition">The definition, read.</param>
/// <param name="CreatedAt">When the machine was created.</param>
/// <param name="UpdatedAt">When this definition was given.</param>
internal sealed record Machine(
    string Arn,
    string Name,
    string RoleArn,
    string Text,
    Definition Definition,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public string Region => Arn.Split(':')[3];

    /// <summary>Which definition this is; the one that a machine was created with has none.</summary>
    public int Revision { get; init; }

    /// <summary>The logging configuration as it was given; nothing is logged.</summary>
    public JsonNode? Logging { get; init; }

    /// <summary>The tracing configuration as it was given; nothing is traced.</summary>
    public JsonNode? Tracing { get; init; }
}
