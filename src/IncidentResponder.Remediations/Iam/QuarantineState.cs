namespace IncidentResponder.Remediations.Iam;

/// <summary>A user as it was before it was quarantined.</summary>
internal sealed record QuarantineState
{
    /// <summary>The user's name.</summary>
    public required string User { get; init; }

    /// <summary>The quarantine is an inline policy; otherwise it is AWSDenyAll, for lack of room.</summary>
    public required bool Inline { get; init; }

    /// <summary>ARN of AWSDenyAll in the user's partition.</summary>
    public required string DenyAllArn { get; init; }

    /// <summary>The document of an inline policy that had the quarantine's name already; null when there was none.</summary>
    public string? SameName { get; init; }

    /// <summary>AWSDenyAll was attached already.</summary>
    public bool DeniedAll { get; init; }
}
