namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>What an execution is billed for on AWS.</summary>
/// <param name="Entered">How many states were entered, those inside Parallel and Map states too.</param>
/// <param name="Retries">How often a state was tried again.</param>
public sealed record Transitions(int Entered, int Retries)
{
    /// <summary>AWS counts a transition each time a step is executed, a retry too.</summary>
    public int Total => Entered + Retries;
}
