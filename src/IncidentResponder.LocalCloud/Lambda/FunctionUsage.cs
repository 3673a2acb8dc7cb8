namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>What a function has used since the local cloud started.</summary>
/// <param name="Invocations">How many invocations have ended.</param>
/// <param name="Errors">How many of them ended by an error, a crash or a time-out.</param>
/// <param name="ColdStarts">How many processes were started.</param>
/// <param name="ProcessorTime">User and system time of its processes, running and ended.</param>
/// <param name="Duration">The real time that invocations took, start of processes included.</param>
public sealed record FunctionUsage(int Invocations, int Errors, int ColdStarts, TimeSpan ProcessorTime, TimeSpan Duration);
