using System.Collections.Immutable;
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

/// <summary>Where incidents are kept. Every "first wins" method returns what is stored after it, whoever wrote it.</summary>
public interface IIncidentRecords
{
    /// <summary>Opens the incident unless it exists; true when this call opened it.</summary>
    Task<bool> OpenAsync(Incident incident, CancellationToken cancel);

    /// <summary>Reads all that is kept; null when there is no such incident. Strongly consistent.</summary>
    Task<IncidentRecord?> ReadAsync(IncidentId id, CancellationToken cancel);

    /// <summary>
    /// The incidents that were opened on a UTC day, by id. One whose opening was cut short is listed although there is no such incident;
    /// it is opened by the next delivery of its finding, or never.
    /// </summary>
    Task<ImmutableArray<IncidentId>> ListAsync(DateOnly day, CancellationToken cancel);

    /// <summary>Keeps a finding of the incident as it was reported; the one that was seen last wins.</summary>
    Task KeepFindingAsync(IncidentId id, Finding finding, CancellationToken cancel);

    /// <summary>Keeps findings as lines beside an incident, which are not read with it: a flood's, or those that are too many. The same ones again change nothing.</summary>
    Task KeepDigestAsync(IncidentId id, ImmutableArray<DigestedFinding> findings, CancellationToken cancel);

    /// <summary>Reads all these lines, each finding once; see <see cref="DigestedFinding.InOrder"/>.</summary>
    Task<ImmutableArray<DigestedFinding>> ReadDigestAsync(IncidentId id, CancellationToken cancel);

    /// <summary>Keeps the decision; the first wins.</summary>
    Task<Decision> KeepDecisionAsync(IncidentId id, Decision decision, CancellationToken cancel);

    /// <summary>Replaces the enrichment.</summary>
    Task KeepEnrichmentAsync(IncidentId id, Enrichment enrichment, CancellationToken cancel);

    /// <summary>Keeps the question. A later one (a retried ask has a new task token) replaces it only while there is no answer.</summary>
    Task<ApprovalRequest> KeepQuestionAsync(IncidentId id, ApprovalRequest request, CancellationToken cancel);

    /// <summary>
    /// Replaces the question by one whose revision is one more. False when there is an answer, no question, or another change came first:
    /// read again then.
    /// </summary>
    Task<bool> ChangeQuestionAsync(IncidentId id, ApprovalRequest changed, CancellationToken cancel);

    /// <summary>
    /// Keeps the answer, together with its ledger entry; the first terminal one wins. While the question's quorum wants further people
    /// an approval is kept as a vote, once a person.
    /// </summary>
    Task<ApprovalTally> KeepAnswerAsync(IncidentId id, ApprovalDecision answer, CancellationToken cancel);

    /// <summary>Replaces the approver's code for a purpose ("decision" or "undo").</summary>
    Task KeepCodeAsync(IncidentId id, string approver, string purpose, OneTimeCode code, CancellationToken cancel);

    /// <summary>Uses the code up when its hash matches, it is unexpired and has tries left; else counts a wrong try. True when it was right.</summary>
    Task<bool> UseCodeAsync(IncidentId id, string approver, string purpose, string hash, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Keeps the prior state; the first capture wins.</summary>
    Task<PriorState> KeepPriorStateAsync(IncidentId id, int step, PriorState prior, CancellationToken cancel);

    /// <summary>Replaces a step's record.</summary>
    Task KeepStepAsync(IncidentId id, StepRecord step, CancellationToken cancel);

    /// <summary>Keeps the list of evidence; the first complete list wins.</summary>
    Task<ImmutableArray<SealedItem>> KeepEvidenceAsync(IncidentId id, ImmutableArray<SealedItem> items, CancellationToken cancel);

    /// <summary>Replaces what a channel shows.</summary>
    Task KeepPostAsync(IncidentId id, ChannelPost post, CancellationToken cancel);

    /// <summary>Replaces the closure.</summary>
    Task KeepClosureAsync(IncidentId id, ClosureReport closure, CancellationToken cancel);

    /// <summary>
    /// Remembers that something named was done once ("notice/Opened", "undo/1"); true when this call was the first.
    /// </summary>
    Task<bool> MarkOnceAsync(IncidentId id, string name, CancellationToken cancel);

    /// <summary>Writes the ledger's first entry unless there is one already: deliveries that come at the same moment open it once.</summary>
    Task BeginLedgerAsync(IncidentId id, DateTimeOffset at, Stage stage, string kind, string actor, string text, CancellationToken cancel);

    /// <summary>Appends to the ledger and returns the entry with its hash. Concurrent writers take turns.</summary>
    Task<LedgerEntry> AppendAsync(IncidentId id, DateTimeOffset at, Stage stage, string kind, string actor, string text, CancellationToken cancel);

    /// <summary>Takes the right to change a target for this long, with a number that only grows; null when another holds it.</summary>
    Task<long?> TakeLeaseAsync(IncidentId id, string name, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancel);

    /// <summary>True while nobody has taken the lease after the one who got this number.</summary>
    Task<bool> HoldsLeaseAsync(IncidentId id, string name, long number, CancellationToken cancel);
}
