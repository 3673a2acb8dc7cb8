using System.Collections.Immutable;

namespace IncidentResponder.Core.Report;

/// <summary>One section of a report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What it says.</param>
public sealed record ReportSection(string Title, ImmutableArray<ReportBlock> Blocks);
