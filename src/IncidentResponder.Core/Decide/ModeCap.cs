namespace IncidentResponder.Core.Decide;

/// <summary>The most that may be done, whatever a rule allows.</summary>
/// <param name="Most">The most.</param>
/// <param name="Why">A sentence that says why, for the people who are told or asked.</param>
public readonly record struct ModeCap(ResponseMode Most, string Why);
