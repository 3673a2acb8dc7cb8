using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>How an execution ended.</summary>
internal abstract record Ending(string Status, MomentKind Kind, string? Error, string? Cause)
{
    /// <summary>The last event's type, such as <c>ExecutionFailed</c>.</summary>
    public string EventType => $"Execution{Kind}";

    public sealed record Succeeded(string Output) : Ending("SUCCEEDED", MomentKind.Succeeded, null, null);

    public sealed record Failed(string? Error, string? Cause) : Ending("FAILED", MomentKind.Failed, Error, Cause);

    public sealed record TimedOut() : Ending("TIMED_OUT", MomentKind.TimedOut, StatesFault.Timeout, null);

    public sealed record Aborted(string? Error, string? Cause) : Ending("ABORTED", MomentKind.Aborted, Error, Cause);

    public JsonObject? Details()
    {
        if (this is Succeeded succeeded)
            return Data.Of("output", succeeded.Output);
        JsonObject details = [];
        if (Error is not null)
            details["error"] = Error;
        if (Cause is not null)
            details["cause"] = Cause;
        return details.Count == 0 ? null : details;
    }
}
