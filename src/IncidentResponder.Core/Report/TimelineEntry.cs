namespace IncidentResponder.Core.Report;

/// <summary>One line of an incident's timeline. Its texts may come from outside: whoever shows them makes them harmless.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Source">Where it is known from: a detector, a log, or the stage of the response that wrote it.</param>
/// <param name="Kind">The ledger's word for it, "Finding" or "Datum".</param>
/// <param name="Actor">Who did it; for what was only observed, who says so.</param>
/// <param name="Text">What happened.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Source, string Kind, string Actor, string Text)
{
    /// <summary>The entry's place in the ledger; null for what is not in it.</summary>
    public int? Sequence { get; init; }

    /// <summary>The entry's hash in the ledger; empty for what is not in it.</summary>
    public string Hash { get; init; } = "";
}
