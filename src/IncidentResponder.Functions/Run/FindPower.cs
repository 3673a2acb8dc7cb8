using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Functions.Run;

/// <summary>The remediation of a step, with a way into the account and Region of its target; null when this version has none of that name.</summary>
public delegate IRemediation? FindPower(IncidentRecord record, PlanStep step);
