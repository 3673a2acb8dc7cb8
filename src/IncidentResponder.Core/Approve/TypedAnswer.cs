namespace IncidentResponder.Core.Approve;

/// <summary>What a person filled in.</summary>
/// <param name="Approve">True for yes, false for no.</param>
/// <param name="Code">The one-time code as typed.</param>
/// <param name="Comment">The comment as typed.</param>
public sealed record TypedAnswer(bool Approve, string? Code, string? Comment);
