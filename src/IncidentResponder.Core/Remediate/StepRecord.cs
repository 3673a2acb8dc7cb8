namespace IncidentResponder.Core.Remediate;

/// <summary>How far a step of the plan has come.</summary>
public sealed record StepRecord
{
    /// <summary>The step's number in the plan, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The remediation.</summary>
    public required string Remediation { get; init; }

    /// <summary>"Started", "Changed", "AlreadySafe", "Partial", "Refused", "Restored" or "Drifted".</summary>
    public required string State { get; init; }

    /// <summary>The sentence that goes with it.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The latest verification: "Confirmed", "StillOpen", "Drifted"; empty before the first.</summary>
    public string Verification { get; init; } = "";

    /// <summary>What the latest verification saw.</summary>
    public string Seen { get; init; } = "";

    /// <summary>When it came to this state.</summary>
    public required DateTimeOffset At { get; init; }
}
