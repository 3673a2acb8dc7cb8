using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Close;

/// <summary>The finding's case status, as other tools see it.</summary>
public interface IFindingCase
{
    /// <summary>Says that the case is open and people were told.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="note">Up to 512 characters for whoever looks at the finding.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<CaseUpdate> NotifiedAsync(Finding finding, string note, CancellationToken cancel);

    /// <summary>Says that the case is over. Only for a containment that was seen to hold.</summary>
    /// <inheritdoc cref="NotifiedAsync"/>
    Task<CaseUpdate> ResolvedAsync(Finding finding, string note, CancellationToken cancel);
}
