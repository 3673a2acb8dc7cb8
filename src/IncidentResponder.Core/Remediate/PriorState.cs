namespace IncidentResponder.Core.Remediate;

/// <summary>The state of a target before the first change, saved durably before that change. The first capture wins.</summary>
public sealed record PriorState
{
    /// <summary>The remediation that captured it.</summary>
    public required string Remediation { get; init; }

    /// <summary>The target's bare id.</summary>
    public required string Target { get; init; }

    /// <summary>When it was captured.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>The state as JSON text; its shape belongs to the remediation.</summary>
    public required string State { get; init; }
}
