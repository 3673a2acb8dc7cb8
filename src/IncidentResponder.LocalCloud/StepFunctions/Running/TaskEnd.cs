using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>How one attempt at a task ended.</summary>
internal abstract record TaskEnd
{
    private TaskEnd()
    {
    }

    public sealed record Done(JsonNode? Result) : TaskEnd;

    public sealed record Failed(string? Error, string? Cause) : TaskEnd;

    /// <param name="HeartbeatMissed">Whether it was a heartbeat that did not come, and not the time limit.</param>
    public sealed record TimedOut(bool HeartbeatMissed) : TaskEnd;
}
