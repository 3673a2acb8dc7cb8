namespace IncidentResponder.Functions.Run;

/// <summary>Another worker has taken over, or holds the target: this one must change nothing more.</summary>
public sealed class LeaseLostException : Exception
{
    /// <summary>Makes it with no words of its own.</summary>
    public LeaseLostException()
    {
    }

    /// <summary>Makes it with a sentence that names the incident.</summary>
    public LeaseLostException(string message)
        : base(message)
    {
    }

    /// <summary>Makes it with a sentence and what caused it.</summary>
    public LeaseLostException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
