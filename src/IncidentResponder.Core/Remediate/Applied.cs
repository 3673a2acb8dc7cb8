namespace IncidentResponder.Core.Remediate;

/// <summary>What applying a remediation did.</summary>
public abstract record Applied
{
    private Applied()
    {
    }

    /// <summary>The target was changed.</summary>
    public sealed record Changed : Applied;

    /// <summary>The target was in the wanted state already; nothing was changed.</summary>
    public sealed record AlreadySafe : Applied;

    /// <summary>Part was done.</summary>
    /// <param name="Done">What was done.</param>
    /// <param name="NotDone">What was not, and why.</param>
    public sealed record Partial(string Done, string NotDone) : Applied;

    /// <summary>Nothing was done.</summary>
    /// <param name="Why">A sentence that names the thing, the value and the next step.</param>
    public sealed record Refused(string Why) : Applied;
}
