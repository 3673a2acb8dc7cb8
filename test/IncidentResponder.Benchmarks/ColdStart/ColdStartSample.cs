namespace IncidentResponder.Benchmarks.ColdStart;

/// <summary>One fresh process: milliseconds to its first question, to its first answer, and its resident memory in MiB after it.</summary>
internal sealed record ColdStartSample(double ToNext, double ToResponse, double ResidentMiB);
