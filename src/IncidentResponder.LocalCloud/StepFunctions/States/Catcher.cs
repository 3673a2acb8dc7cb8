using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Where a state goes after certain errors.</summary>
/// <param name="ErrorEquals">The errors' names.</param>
/// <param name="ResultPath">Where the error goes in the state's input; null to drop it.</param>
/// <param name="Next">The state to go to.</param>
internal sealed record Catcher(IReadOnlyList<string> ErrorEquals, JsonPath? ResultPath, string Next);
