namespace IncidentResponder.Core.Preserve;

/// <summary>One thing that is wrong with a folder of evidence.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Entry">The number of the entry that it concerns; null when it concerns none.</param>
/// <param name="File">The file that it concerns.</param>
/// <param name="Why">Sentences that name the value and the next step.</param>
public sealed record EvidenceFault(EvidenceFaultKind Kind, int? Entry, string File, string Why);
