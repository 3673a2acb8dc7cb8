namespace IncidentResponder.Core.Report;

/// <summary>How long one part of the response took over many incidents.</summary>
/// <param name="Name">The span's name; see <see cref="ResponseSpan.Name"/>.</param>
/// <param name="Title">Its words for people.</param>
/// <param name="Count">Of how many incidents it is known.</param>
/// <param name="P50">What half of them did not exceed.</param>
/// <param name="P90">What nine in ten did not exceed.</param>
public sealed record SpanPercentiles(string Name, string Title, int Count, TimeSpan P50, TimeSpan P90);
