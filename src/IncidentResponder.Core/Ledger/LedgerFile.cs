using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Ledger;

/// <summary>Reads a ledger that was exported: the sealed list of entries, an incident's record, or a report that holds one.</summary>
public static class LedgerFile
{
    /// <summary>Reads the entries, whether or not their chain holds.</summary>
    public static LedgerFileReading Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return LedgerIn(document.RootElement) is { } ledger
                ? Entries(ledger)
                : new LedgerFileReading.Unreadable("The file holds no ledger: neither a list of entries nor a report with 'ledger' or 'record.ledger'.");
        }
        catch (JsonException fault)
        {
            return new LedgerFileReading.Unreadable($"The file is not JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}); export it again.");
        }
    }

    private static JsonElement? LedgerIn(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root,
        JsonValueKind.Object when root.TryGetProperty("ledger", out var ledger) && ledger.ValueKind is JsonValueKind.Array => ledger,
        JsonValueKind.Object when root.TryGetProperty("record", out var record) && record.ValueKind is JsonValueKind.Object => LedgerIn(record),
        _ => null,
    };

    private static LedgerFileReading Entries(JsonElement ledger)
    {
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        foreach (var item in ledger.EnumerateArray())
        {
            if (Entry(item) is not { } entry)
                return new LedgerFileReading.Unreadable($"Entry {entries.Count + 1} is no ledger entry, or holds members that its hash does not cover; export it again.");

            entries.Add(entry);
        }

        return new LedgerFileReading.Read(entries.ToImmutable());
    }

    // What is read must be all that is there: a member beside those that are hashed could say anything.
    private static LedgerEntry? Entry(JsonElement item)
    {
        try
        {
            var entry = item.ValueKind is JsonValueKind.Object ? item.Deserialize(CoreJson.Default.LedgerEntry) : null;
            return entry is not null && CanonicalJson.Write(entry, CoreJson.Default.LedgerEntry).AsSpan().SequenceEqual(CanonicalJson.Write(item))
                ? entry
                : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return null;
        }
    }
}
