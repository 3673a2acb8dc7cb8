namespace IncidentResponder.Core.Triage;

/// <summary>How many incidents may be opened at once and in the long run.</summary>
/// <param name="Burst">At once; 1 to 1,000.</param>
/// <param name="PerHour">In the long run; 1 to 1,000.</param>
public sealed record Rate(int Burst, int PerHour);
