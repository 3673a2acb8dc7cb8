namespace IncidentResponder.Core.Ledger;

/// <summary>What checking a ledger found.</summary>
public abstract record LedgerVerdict
{
    private LedgerVerdict()
    {
    }

    /// <summary>The chain holds from the first entry to the last.</summary>
    /// <param name="Entries">How many there are.</param>
    /// <param name="Head">The hash of the last, which stands for all.</param>
    public sealed record Intact(int Entries, string Head) : LedgerVerdict;

    /// <summary>The chain does not hold.</summary>
    /// <param name="Sequence">The first place at which it fails, from 1.</param>
    /// <param name="Why">A sentence that names the entry, the value and what it means.</param>
    public sealed record Broken(int Sequence, string Why) : LedgerVerdict;
}
