using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>The playbook for a finding, and what it would act on.</summary>
/// <param name="Playbook">One of <see cref="Playbooks"/>.</param>
/// <param name="Target">The resource to act on or to tell about.</param>
/// <param name="Why">A sentence that explains the choice.</param>
public sealed record PlaybookChoice(string Playbook, FindingResource Target, string Why);
