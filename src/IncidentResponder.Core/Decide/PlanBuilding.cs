namespace IncidentResponder.Core.Decide;

/// <summary>What making a plan gave.</summary>
public abstract record PlanBuilding
{
    private PlanBuilding()
    {
    }

    /// <summary>The plan.</summary>
    /// <param name="Plan">The plan.</param>
    /// <param name="CanBeUndone">Every step has a way back.</param>
    public sealed record Built(Plan Plan, bool CanBeUndone) : PlanBuilding;

    /// <summary>There is no plan.</summary>
    /// <param name="Why">A sentence that says what is missing.</param>
    public sealed record Impossible(string Why) : PlanBuilding;
}
