namespace IncidentResponder.Core.RollBack;

/// <summary>What putting the prior state back did.</summary>
public abstract record Restored
{
    private Restored()
    {
    }

    /// <summary>The prior state is back.</summary>
    /// <param name="What">What was restored, and what could not be by its nature.</param>
    public sealed record Done(string What) : Restored;

    /// <summary>There is no way back.</summary>
    /// <param name="Why">A sentence that says why and what to do by hand.</param>
    public sealed record NotReversible(string Why) : Restored;

    /// <summary>The target has changed since the containment; nothing was done.</summary>
    /// <param name="Difference">What was expected and what is there.</param>
    public sealed record Drifted(string Difference) : Restored;
}
