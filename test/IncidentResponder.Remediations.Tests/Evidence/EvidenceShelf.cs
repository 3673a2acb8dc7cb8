using System.Collections.Concurrent;
using System.Text;
using IncidentResponder.Core;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Remediations.Tests.Evidence;

/// <summary>Keeps sealed content in memory, the first of each name.</summary>
public sealed class EvidenceShelf : IEvidenceSink
{
    public ConcurrentDictionary<string, string> Files { get; } = new();

    public Task<SealedItem> SealAsync(
        IncidentId incident, string title, string fileName, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel)
    {
        Files.TryAdd(fileName, Encoding.UTF8.GetString(content.Span));
        return Task.FromResult(new SealedItem { Title = title, Location = $"incidents/{incident}/evidence/{fileName}", At = at });
    }
}
