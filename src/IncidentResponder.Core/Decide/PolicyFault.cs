namespace IncidentResponder.Core.Decide;

/// <summary>Something in a policy that can't be relied on.</summary>
/// <param name="Path">The path in the JSON: "$.rules[2].mode".</param>
/// <param name="Reason">A sentence that names the thing, the value and the next step.</param>
public sealed record PolicyFault(string Path, string Reason);
