using System.Text.Json;

namespace IncidentResponder.Core.Ledger;

/// <summary>Chains the entries of an incident's ledger by hash, and checks the chain.</summary>
public static class LedgerChain
{
    /// <summary>What the first entry names as the hash before it: 64 zeros.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>Makes the entry that follows another.</summary>
    /// <param name="previous">The latest entry; null for the first of an incident.</param>
    /// <param name="at">When it is written; kept in UTC.</param>
    /// <param name="stage">The stage that writes it.</param>
    /// <param name="kind">See <see cref="LedgerEntry.Kind"/>.</param>
    /// <param name="actor">See <see cref="LedgerEntry.Actor"/>.</param>
    /// <param name="text">The sentence.</param>
    public static LedgerEntry Append(LedgerEntry? previous, DateTimeOffset at, Stage stage, string kind, string actor, string text)
    {
        LedgerEntry entry = new()
        {
            Sequence = (previous?.Sequence ?? 0) + 1,
            At = at.ToUniversalTime(),
            Stage = stage,
            Kind = kind,
            Actor = actor,
            Text = text,
            Previous = previous?.Hash ?? Genesis,
            Hash = "",
        };
        return entry with { Hash = HashOf(entry) };
    }

    /// <summary>Checks that nothing was inserted, removed, moved or edited between the first entry and the last.</summary>
    /// <param name="entries">The ledger in the order in which it is kept.</param>
    /// <remarks>
    /// Entries removed from the end leave a shorter chain that holds: compare <see cref="LedgerVerdict.Intact.Head"/> with the
    /// head that was sealed elsewhere.
    /// </remarks>
    public static LedgerVerdict Verify(IEnumerable<LedgerEntry> entries)
    {
        var expected = 1;
        var head = Genesis;
        foreach (var entry in entries)
        {
            if (FaultOf(entry, expected, head) is { } why)
                return new LedgerVerdict.Broken(expected, why);

            head = entry.Hash;
            expected++;
        }

        return expected > 1
            ? new LedgerVerdict.Intact(expected - 1, head)
            : new LedgerVerdict.Broken(1, "The ledger is empty; every incident's ledger begins with its opening. Export it again.");
    }

    /// <summary>SHA-256 over the canonical form of all members but the hash: 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(LedgerEntry entry)
    {
        var members = JsonSerializer.SerializeToNode(entry, CoreJson.Default.LedgerEntry)!.AsObject();
        members.Remove("hash");
        using var document = JsonDocument.Parse(members.ToJsonString());
        return CanonicalJson.Digest(document.RootElement);
    }

    private static string? FaultOf(LedgerEntry entry, int expected, string head) => entry switch
    {
        _ when entry.Sequence != expected =>
            $"Entry {entry.Sequence} stands where entry {expected} should be; entries were removed, added or moved.",
        _ when !string.Equals(entry.Previous, head, StringComparison.Ordinal) =>
            $"Entry {expected} names {entry.Previous} as the hash before it, but that is {head}; an entry was replaced.",
        _ when !string.Equals(entry.Hash, HashOf(entry), StringComparison.Ordinal) =>
            $"Entry {expected} does not match its own hash {entry.Hash}; it was edited.",
        _ => null,
    };
}
