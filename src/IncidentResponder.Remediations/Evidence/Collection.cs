using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Amazon.Runtime;
using IncidentResponder.Core;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Seals evidence piece by piece, numbered in the order of collection. A piece that can't be had is a gap, and the rest goes on.</summary>
internal sealed class Collection(IncidentId incident, IEvidenceSink sink, DateTimeOffset at)
{
    private readonly ImmutableArray<SealedItem>.Builder _items = ImmutableArray.CreateBuilder<SealedItem>();

    /// <summary>What was collected, in order.</summary>
    public ImmutableArray<SealedItem> Items => _items.ToImmutable();

    /// <summary>Collects content and seals it.</summary>
    /// <param name="title">What it is, for people.</param>
    /// <param name="fileName">The end of its key: "console.txt"; it is given a number.</param>
    /// <param name="read">Reads it; empty when AWS has none.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task SealAsync(string title, string fileName, Func<Task<ReadOnlyMemory<byte>>> read, CancellationToken cancel)
    {
        var content = await ReadAsync(title, read);
        if (!content.IsEmpty)
            _items.Add(await sink.SealAsync(incident, title, $"{_items.Count + 1:00}-{fileName}", content, at, cancel));
    }

    /// <summary>Reads from AWS; the default of the type, and a gap, when it refuses.</summary>
    public async Task<T?> TryAsync<T>(string title, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (AmazonServiceException refused)
        {
            Gap(title, $"AWS refused: {refused.ErrorCode ?? $"HTTP {(int)refused.StatusCode}"}.");
            return default;
        }
    }

    /// <summary>Adds what lies in AWS itself.</summary>
    public void Found(string title, string location) => _items.Add(new() { Title = title, Location = location, At = at });

    /// <summary>Adds what could not be had.</summary>
    public void Gap(string title, string why) => _items.Add(new() { Title = title, Gap = why, At = at });

    /// <summary>Writes indented JSON.</summary>
    public static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true }))
            write(writer);
        return buffer.WrittenMemory;
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string title, Func<Task<ReadOnlyMemory<byte>>> read)
    {
        var gaps = _items.Count;
        var content = await TryAsync(title, read);
        if (content.IsEmpty && _items.Count == gaps)
            Gap(title, "AWS has none.");
        return content;
    }
}
