using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Tests.Playbooks;

/// <summary>A part of the world and what was found in it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="LookAsync">Reads all that the playbook may touch, as a text to compare.</param>
public sealed record PlaybookScene(Finding Finding, Func<Task<string>> LookAsync);
