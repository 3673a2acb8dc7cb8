namespace IncidentResponder.Core.Records;

/// <summary>What counting a change gave.</summary>
public abstract record ChangeTally
{
    private ChangeTally()
    {
    }

    /// <summary>It is counted, and within the limit.</summary>
    public sealed record Counted : ChangeTally;

    /// <summary>It would be one too many, and is not counted.</summary>
    /// <param name="Before">How many were counted in this hour before it.</param>
    public sealed record Over(int Before) : ChangeTally;

    /// <summary>The count could not be read.</summary>
    /// <param name="Why">What went wrong, in a word or two.</param>
    public sealed record NotKnown(string Why) : ChangeTally;
}
