using IncidentResponder.Core;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Functions.Run;

/// <summary>Seals a document of the incident itself, "finding.json" or "ledger.json". The same name again keeps the first.</summary>
public delegate Task<SealedItem> SealDocument(
    IncidentId incident, string title, string fileName, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel);
