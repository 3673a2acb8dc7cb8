namespace IncidentResponder.Core.Triage;

/// <summary>A remediation in a playbook.</summary>
/// <param name="Remediation">Its id: "Ec2/IsolateInstance".</param>
/// <param name="WhereItApplies">It is left out, and people are told why, where the finding names no target for it or the target needs none.</param>
public sealed record PlaybookStep(string Remediation, bool WhereItApplies = false);
