namespace IncidentResponder.Benchmarks.Respond;

/// <summary>One incident: real milliseconds to containment, the functions' processor time, AWS calls, transitions, US dollars.</summary>
internal sealed record IncidentSample(double Milliseconds, double ProcessorMilliseconds, int Calls, int Transitions, decimal Cost);
