using System.Collections.Immutable;

namespace IncidentResponder.Core.Ledger;

/// <summary>What reading an exported ledger gave.</summary>
public abstract record LedgerFileReading
{
    private LedgerFileReading()
    {
    }

    /// <summary>The entries.</summary>
    /// <param name="Entries">The entries in the order of the file.</param>
    public sealed record Read(ImmutableArray<LedgerEntry> Entries) : LedgerFileReading;

    /// <summary>There are no entries to check.</summary>
    /// <param name="Why">A sentence that names the fault and the next step.</param>
    public sealed record Unreadable(string Why) : LedgerFileReading;
}
