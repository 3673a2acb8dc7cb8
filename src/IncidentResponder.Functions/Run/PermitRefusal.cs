namespace IncidentResponder.Functions.Run;

/// <summary>Why a plan may not run.</summary>
/// <param name="Why">A sentence for people.</param>
/// <param name="Void">People have answered, and the target is no longer as they were shown: they are to be asked again.</param>
public sealed record PermitRefusal(string Why, bool Void = false);
