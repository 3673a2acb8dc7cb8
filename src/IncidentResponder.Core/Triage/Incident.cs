using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>One case: what is being responded to, opened once however often the finding is delivered.</summary>
public sealed record Incident
{
    /// <summary>The id, derived from account, Region, target, playbook and window.</summary>
    public required IncidentId Id { get; init; }

    /// <summary>The finding that opened it.</summary>
    public required Finding Finding { get; init; }

    /// <summary>The playbook for this type of finding: "ContainInstance", "ContainAccessKey" or "NotifyOnly".</summary>
    public required string Playbook { get; init; }

    /// <summary>The resource that the playbook acts on.</summary>
    public required FindingResource Target { get; init; }

    /// <summary>The most that the policy may come to about the finding, before its target was looked at.</summary>
    public required ResponseMode Most { get; init; }

    /// <summary>No flood of others holds it up: its finding is critical, or about the responder itself.</summary>
    public bool Urgent { get; init; }

    /// <summary>The response that this one goes on from; null for an incident's first.</summary>
    public Continuation? Continues { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }
}
