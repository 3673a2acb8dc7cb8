using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Where a finding came from, and where it can be read again.</summary>
public interface IFindingProducer
{
    /// <summary>Reads the finding again. A failure is an answer, not an exception.</summary>
    Task<ProducersWord> AskAsync(Finding finding, CancellationToken cancel);
}
