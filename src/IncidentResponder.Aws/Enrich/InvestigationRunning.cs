namespace IncidentResponder.Aws.Enrich;

/// <summary>
/// Detective is still at work: the state machine asks again later. It is named as the state machine's Retry names it,
/// because Lambda reports an error by the name of its type.
/// </summary>
#pragma warning disable CA1710 // The name is the one in ErrorEquals.
public sealed class InvestigationRunning : Exception
#pragma warning restore CA1710
{
    /// <summary>Makes it with no words of its own.</summary>
    public InvestigationRunning()
    {
    }

    /// <summary>Makes it with a sentence that names the investigation.</summary>
    public InvestigationRunning(string message)
        : base(message)
    {
    }

    /// <summary>Makes it with a sentence and what caused it.</summary>
    public InvestigationRunning(string message, Exception inner)
        : base(message, inner)
    {
    }
}
