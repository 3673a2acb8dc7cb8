namespace IncidentResponder.Core.Close;

/// <summary>Until when a containment stands before people are asked whether to keep it. It ends nothing by itself.</summary>
/// <param name="Number">Which lease of the incident it is, from 1; each renewal is another one.</param>
/// <param name="Until">When people are asked.</param>
public sealed record ContainmentLease(int Number, DateTimeOffset Until);
