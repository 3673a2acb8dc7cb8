namespace IncidentResponder.Core.Verify;

/// <summary>What reading the world after a containment showed.</summary>
public abstract record Verification
{
    private Verification()
    {
    }

    /// <summary>The containment holds.</summary>
    /// <param name="Seen">What was read: "eni-1, eni-2 in sg-0 with no rules".</param>
    public sealed record Confirmed(string Seen) : Verification;

    /// <summary>The target is not contained.</summary>
    /// <param name="Why">A sentence that names the thing and the value.</param>
    public sealed record StillOpen(string Why) : Verification;

    /// <summary>The target was contained and somebody changed it since.</summary>
    /// <param name="What">What differs.</param>
    public sealed record Drifted(string What) : Verification;
}
