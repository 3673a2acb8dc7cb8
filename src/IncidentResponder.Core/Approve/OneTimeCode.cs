namespace IncidentResponder.Core.Approve;

/// <summary>A short code sent to an approver on request. Only its hash is kept.</summary>
public sealed record OneTimeCode
{
    /// <summary>SHA-256 over incident, approver and code, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Wrong tries so far; at 5 the code is dead.</summary>
    public required int Tries { get; init; }
}
