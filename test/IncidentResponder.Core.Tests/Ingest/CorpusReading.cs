using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>A published event and what the reader made of it.</summary>
internal sealed record CorpusReading(CorpusEntry Entry, IReadOnlyList<Ingested> Results)
{
    /// <summary>The findings read, also those that ask for nothing.</summary>
    public IReadOnlyList<Finding> Findings { get; } =
        [.. Results.Select(result => result is Ingested.Understood(var read) ? read : (result as Ingested.Ignored)?.Finding).OfType<Finding>()];
}
