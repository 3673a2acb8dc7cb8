namespace IncidentResponder.Core.Remediate;

/// <summary>What capturing the prior state found.</summary>
public abstract record Captured
{
    private Captured()
    {
    }

    /// <summary>The state to save before the first change.</summary>
    /// <param name="Json">JSON text.</param>
    public sealed record State(string Json) : Captured;

    /// <summary>The target must not or can't be changed.</summary>
    /// <param name="Why">A sentence that names the thing, the value and the next step.</param>
    public sealed record Refused(string Why) : Captured;
}
