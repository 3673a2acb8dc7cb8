using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Core.Preserve;

/// <summary>Reads a sealed manifest.</summary>
public static class ManifestFile
{
    /// <summary>Reads the entries. What is read must be all that is there: a member beside those that are chained could say anything.</summary>
    public static ManifestReading Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.ValueKind is not JsonValueKind.Array || document.RootElement.GetArrayLength() == 0)
                return new ManifestReading.Unreadable("The manifest is no list of entries.");

            var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
            foreach (var item in document.RootElement.EnumerateArray())
            {
                if (Entry(item) is not { } entry)
                    return new ManifestReading.Unreadable($"Entry {entries.Count + 1} is no manifest entry, or holds members that the chain does not cover.");
                entries.Add(entry);
            }

            return new ManifestReading.Read(entries.ToImmutable());
        }
        catch (JsonException fault)
        {
            return new ManifestReading.Unreadable($"The manifest is not JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}).");
        }
    }

    private static ManifestEntry? Entry(JsonElement item)
    {
        try
        {
            var entry = item.ValueKind is JsonValueKind.Object ? item.Deserialize(CoreJson.Default.ManifestEntry) : null;
            return entry?.Item is not null && CanonicalJson.Write(entry, CoreJson.Default.ManifestEntry).AsSpan().SequenceEqual(CanonicalJson.Write(item))
                ? entry
                : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return null;
        }
    }
}
