namespace IncidentResponder.Core.Approve;

/// <summary>The answer that counted: the first terminal one.</summary>
public sealed record ApprovalDecision
{
    /// <summary>Yes, no, or nobody in time.</summary>
    public required ApprovalOutcome Outcome { get; init; }

    /// <summary>Who answered; "nobody" when it expired.</summary>
    public required string By { get; init; }

    /// <summary>When, by the server's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The plan that was answered.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>The way by which the person answered: "page", "sign-in", "slack"; empty for nobody's.</summary>
    public string Channel { get; init; } = "";

    /// <summary>What the person wrote, if anything.</summary>
    public string Comment { get; init; } = "";
}
