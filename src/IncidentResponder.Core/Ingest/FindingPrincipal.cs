namespace IncidentResponder.Core.Ingest;

/// <summary>The identity whose credentials a finding is about.</summary>
public sealed record FindingPrincipal
{
    /// <summary>GuardDuty's userType: "IAMUser", "AssumedRole", "Role", "Root", "AWSAccount", …</summary>
    public required string Kind { get; init; }

    /// <summary>The user's or role's name, where given.</summary>
    public string? Name { get; init; }

    /// <summary>"AIDA…", "AROA…:session" and so on, where given.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>"AKIA…" (long-term) or "ASIA…" (temporary), where given.</summary>
    public string? AccessKeyId { get; init; }
}
