namespace IncidentResponder.LocalCloud.Front;

/// <summary>What the front knows of the calls that pass it.</summary>
public sealed class FrontCalls
{
    /// <summary>Which function holds which access key.</summary>
    public Callers Callers { get; } = new();

    /// <summary>How often each operation was called.</summary>
    public CallCounts Counts { get; } = new();

    /// <summary>Callbacks before and after each call.</summary>
    public CallObserver Observer { get; } = new();
}
