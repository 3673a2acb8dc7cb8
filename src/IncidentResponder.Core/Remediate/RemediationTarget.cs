using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Remediate;

/// <summary>What a remediation acts on, and for which incident.</summary>
/// <param name="Incident">The incident, for tags and policy names.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Principal">The identity concerned, for IAM remediations.</param>
public sealed record RemediationTarget(IncidentId Incident, FindingResource Resource, FindingPrincipal? Principal);
