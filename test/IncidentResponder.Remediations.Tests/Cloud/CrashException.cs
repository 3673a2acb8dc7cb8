namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>The process ended here.</summary>
public sealed class CrashException(string call) : Exception($"crashed at {call}");
