using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>One event of an execution's history.</summary>
/// <param name="Id">From 1.</param>
/// <param name="PreviousId">The event that led to this one; 0 at the start.</param>
/// <param name="At">When.</param>
/// <param name="Type">The type as AWS names it, such as <c>TaskStateEntered</c>.</param>
/// <param name="Details">What the type tells; null for types that tell nothing.</param>
internal sealed record HistoryEvent(int Id, int PreviousId, DateTimeOffset At, string Type, JsonObject? Details)
{
    /// <summary>The member that holds the details, such as <c>stateEnteredEventDetails</c>.</summary>
    public string DetailsMember
    {
        get
        {
            string type = Type.EndsWith("StateEntered", StringComparison.Ordinal) ? "StateEntered"
                : Type.EndsWith("StateExited", StringComparison.Ordinal) ? "StateExited"
                : Type;
            return char.ToLowerInvariant(type[0]) + type[1..] + "EventDetails";
        }
    }
}
