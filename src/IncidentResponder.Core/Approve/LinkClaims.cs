namespace IncidentResponder.Core.Approve;

/// <summary>What a link says, once its seal has been checked.</summary>
public sealed record LinkClaims
{
    /// <summary>What it may be used for.</summary>
    public required LinkPurpose Purpose { get; init; }

    /// <summary>The one approver it was made for, an e-mail address in lower case.</summary>
    public required string Approver { get; init; }

    /// <summary>The link's own id: 128 random bits as 32 hexadecimal digits.</summary>
    public required string LinkId { get; init; }

    /// <summary>The incident.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>The plan that its holder was shown.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>When it was made, to the second.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>From when it is good.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>When it ends: at this instant it is no longer good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
