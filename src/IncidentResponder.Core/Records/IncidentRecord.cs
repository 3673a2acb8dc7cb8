using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Records;

/// <summary>All that is kept about one incident, as read at one moment.</summary>
public sealed record IncidentRecord
{
    /// <summary>The incident.</summary>
    public required Incident Incident { get; init; }

    /// <summary>Its findings, each as it was last reported: the one that opened it, then those that joined, by when they were created.</summary>
    public ImmutableArray<Finding> Findings { get => field.IsDefaultOrEmpty ? [Incident.Finding] : field; init; } = [];

    /// <summary>Puts the findings of an incident in order: the opening one, in its latest word, and the others by when they were created.</summary>
    public static ImmutableArray<Finding> InOrder(Finding opening, IEnumerable<Finding> others)
    {
        var byOpening = others.ToLookup(one => one.Id == opening.Id);
        return [byOpening[true].FirstOrDefault(opening), .. byOpening[false].OrderBy(one => one.CreatedAt).ThenBy(one => one.Id, StringComparer.Ordinal)];
    }

    /// <summary>The finding that opened it, as it was last reported.</summary>
    [JsonIgnore]
    public Finding Latest => Findings[0];

    /// <summary>What was decided, once it was.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What enrichment brought so far.</summary>
    public Enrichment Enrichment { get; init; } = new();

    /// <summary>The question, once asked.</summary>
    public ApprovalRequest? Approval { get; init; }

    /// <summary>The answer, once given or expired.</summary>
    public ApprovalDecision? Answer { get; init; }

    /// <summary>The approvals so far, one a person, where the policy wants several.</summary>
    public ImmutableArray<ApprovalDecision> Votes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How the question stands.</summary>
    [JsonIgnore]
    public ApprovalTally Tally => new(Approval?.Quorum ?? 1, Votes, Answer);

    /// <summary>Evidence in the order of collection.</summary>
    public ImmutableArray<SealedItem> Evidence { get; init; } = [];

    /// <summary>Prior states that were captured.</summary>
    public ImmutableArray<PriorState> PriorStates { get; init; } = [];

    /// <summary>Steps by number.</summary>
    public ImmutableArray<StepRecord> Steps { get; init; } = [];

    /// <summary>Something was changed that an undo would put back.</summary>
    [JsonIgnore]
    public bool HasChanges => Steps.Any(step => step.State is "Changed" or "Partial" or "Started");

    /// <summary>What is shown of it where people follow incidents, one a channel.</summary>
    public ImmutableArray<ChannelPost> Posts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How it ended, once it did.</summary>
    public ClosureReport? Closure { get; init; }

    /// <summary>The ledger by sequence.</summary>
    public ImmutableArray<LedgerEntry> Ledger { get; init; } = [];
}
