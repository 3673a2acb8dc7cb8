namespace IncidentResponder.Core.Ingest;

/// <summary>What became of an event.</summary>
public abstract record Ingested
{
    private Ingested()
    {
    }

    /// <summary>A finding to respond to.</summary>
    /// <param name="Finding">The finding.</param>
    public sealed record Understood(Finding Finding) : Ingested;

    /// <summary>A well-formed event that asks for nothing.</summary>
    /// <param name="Reason">A sentence that says why.</param>
    public sealed record Ignored(string Reason) : Ingested
    {
        /// <summary>The finding that asks for nothing, where the event holds one that can be read.</summary>
        public Finding? Finding { get; init; }

        /// <summary>It is no event of a detector at all: where only findings are expected, it is kept for people to look at.</summary>
        public bool Foreign { get; init; }
    }

    /// <summary>An event that can't be read; it goes to the dead-letter queue.</summary>
    /// <param name="Path">The path in the JSON that is at fault, "$" for the whole.</param>
    /// <param name="Reason">A sentence that names the thing, the value and the next step.</param>
    public sealed record Unreadable(string Path, string Reason) : Ingested;
}
