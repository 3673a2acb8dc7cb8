using System.Collections.Immutable;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Testing;

/// <summary>Keeps incidents in memory by the rules of the port: the first write wins where the port says so.</summary>
public sealed class InMemoryIncidentRecords : IIncidentRecords
{
    private readonly Lock _turn = new();
    private readonly Dictionary<IncidentId, IncidentRecord> _records = [];
    private readonly Dictionary<(IncidentId, string, string), OneTimeCode> _codes = [];
    private readonly Dictionary<(IncidentId, string), (string Holder, DateTimeOffset Until, long Number)> _leases = [];
    private readonly Dictionary<(IncidentId, string), ImmutableArray<DigestedFinding>> _digests = [];
    private readonly HashSet<(IncidentId, string)> _marks = [];
    private readonly HashSet<(IncidentId, int, string)> _captured = [];

    /// <summary>The incidents that are kept, in no particular order.</summary>
    public ImmutableArray<IncidentRecord> All
    {
        get
        {
            lock (_turn)
                return [.. _records.Values];
        }
    }

    /// <inheritdoc/>
    public Task<bool> OpenAsync(Incident incident, CancellationToken cancel)
    {
        lock (_turn)
            return Task.FromResult(_records.TryAdd(incident.Id, new() { Incident = incident }));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<IncidentId>> ListAsync(DateOnly day, CancellationToken cancel)
    {
        lock (_turn)
            return Task.FromResult<ImmutableArray<IncidentId>>(
                [.. _records.Where(kept => DateOnly.FromDateTime(kept.Value.Incident.OpenedAt.UtcDateTime) == day).Select(kept => kept.Key).OrderBy(id => id.Value, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public Task<IncidentRecord?> ReadAsync(IncidentId id, CancellationToken cancel)
    {
        lock (_turn)
            return Task.FromResult(_records.GetValueOrDefault(id));
    }

    /// <inheritdoc/>
    public Task KeepFindingAsync(IncidentId id, Finding finding, CancellationToken cancel) => Change(
        id,
        record => record.Findings.Any(kept => kept.Id == finding.Id && kept.LastSeen >= finding.LastSeen && !ReferenceEquals(kept, record.Incident.Finding))
            ? record
            : record with { Findings = IncidentRecord.InOrder(record.Incident.Finding, record.Findings.Where(kept => kept.Id != finding.Id).Append(finding)) },
        record => record);

    /// <inheritdoc/>
    public Task KeepDigestAsync(IncidentId id, ImmutableArray<DigestedFinding> findings, CancellationToken cancel)
    {
        lock (_turn)
            _digests[(id, string.Join('\n', findings.Select(one => one.Id)))] = findings;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<DigestedFinding>> ReadDigestAsync(IncidentId id, CancellationToken cancel)
    {
        lock (_turn)
            return Task.FromResult(DigestedFinding.InOrder(_digests.Where(kept => kept.Key.Item1 == id).SelectMany(kept => kept.Value)));
    }

    /// <inheritdoc/>
    public Task<Decision> KeepDecisionAsync(IncidentId id, Decision decision, CancellationToken cancel) =>
        Change(id, record => record with { Decision = record.Decision ?? decision }, record => record.Decision!);

    /// <summary>Puts another decision in the place of the one that was kept, which the product never does.</summary>
    public Task ReplaceDecisionAsync(IncidentId id, Decision decision) => Change(id, record => record with { Decision = decision }, record => record);

    /// <inheritdoc/>
    public Task KeepEnrichmentAsync(IncidentId id, Enrichment enrichment, CancellationToken cancel) =>
        Change(id, record => record with { Enrichment = enrichment }, record => record);

    /// <inheritdoc/>
    public Task<ApprovalRequest> KeepQuestionAsync(IncidentId id, ApprovalRequest request, CancellationToken cancel) =>
        Change(
            id,
            record => record with { Approval = record.Answer is null ? request : record.Approval ?? request },
            record => record.Approval!);

    /// <inheritdoc/>
    public Task<bool> ChangeQuestionAsync(IncidentId id, ApprovalRequest changed, CancellationToken cancel)
    {
        var done = false;
        return Change(
            id,
            record => (done = record is { Answer: null, Approval: { } question } && question.Revision == changed.Revision - 1) ? record with { Approval = changed } : record,
            _ => done);
    }

    /// <inheritdoc/>
    public Task<ApprovalTally> KeepAnswerAsync(IncidentId id, ApprovalDecision answer, CancellationToken cancel) =>
        Change(id, record => Answered(record, answer), record => record.Tally);

    /// <inheritdoc/>
    public Task KeepCodeAsync(IncidentId id, string approver, string purpose, OneTimeCode code, CancellationToken cancel)
    {
        lock (_turn)
            _codes[(id, approver, purpose)] = code;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> UseCodeAsync(IncidentId id, string approver, string purpose, string hash, DateTimeOffset now, CancellationToken cancel)
    {
        lock (_turn)
        {
            var place = (id, approver, purpose);
            if (!_codes.TryGetValue(place, out var code) || code.Tries >= 5 || now >= code.ExpiresAt)
                return Task.FromResult(false);

            if (string.Equals(code.Hash, hash, StringComparison.Ordinal))
                return Task.FromResult(_codes.Remove(place));

            _codes[place] = code with { Tries = code.Tries + 1 };
            return Task.FromResult(false);
        }
    }

    /// <inheritdoc/>
    public Task<PriorState> KeepPriorStateAsync(IncidentId id, int step, PriorState prior, CancellationToken cancel) =>
        Change(
            id,
            record => _captured.Add((id, step, prior.Target)) ? record with { PriorStates = record.PriorStates.Add(prior) } : record,
            record => record.PriorStates.First(kept => kept.Remediation == prior.Remediation && kept.Target == prior.Target));

    /// <inheritdoc/>
    public Task KeepStepAsync(IncidentId id, StepRecord step, CancellationToken cancel) =>
        Change(
            id,
            record => record with
            {
                Steps = [.. record.Steps.Where(kept => kept.Number != step.Number).Append(step).OrderBy(kept => kept.Number)],
            },
            record => record);

    /// <inheritdoc/>
    public Task<ImmutableArray<SealedItem>> KeepEvidenceAsync(IncidentId id, ImmutableArray<SealedItem> items, CancellationToken cancel) =>
        Change(id, record => record.Evidence.IsEmpty ? record with { Evidence = items } : record, record => record.Evidence);

    /// <inheritdoc/>
    public Task KeepPostAsync(IncidentId id, ChannelPost post, CancellationToken cancel) => Change(
        id,
        record => record with { Posts = [.. record.Posts.Where(kept => kept.Channel != post.Channel).Append(post).OrderBy(kept => kept.Channel, StringComparer.Ordinal)] },
        record => record);

    /// <inheritdoc/>
    public Task KeepClosureAsync(IncidentId id, ClosureReport closure, CancellationToken cancel) =>
        Change(id, record => record with { Closure = closure }, record => record);

    /// <inheritdoc/>
    public Task<bool> MarkOnceAsync(IncidentId id, string name, CancellationToken cancel)
    {
        lock (_turn)
            return Task.FromResult(_marks.Add((id, name)));
    }

    /// <inheritdoc/>
    public Task BeginLedgerAsync(IncidentId id, DateTimeOffset at, Stage stage, string kind, string actor, string text, CancellationToken cancel) =>
        Change(
            id,
            record => record.Ledger.IsEmpty ? record with { Ledger = [LedgerChain.Append(null, at, stage, kind, actor, text)] } : record,
            record => record.Ledger[0]);

    /// <inheritdoc/>
    public Task<LedgerEntry> AppendAsync(
        IncidentId id, DateTimeOffset at, Stage stage, string kind, string actor, string text, CancellationToken cancel) =>
        Change(
            id,
            record => record with { Ledger = record.Ledger.Add(LedgerChain.Append(record.Ledger.LastOrDefault(), at, stage, kind, actor, text)) },
            record => record.Ledger[^1]);

    /// <inheritdoc/>
    public Task<long?> TakeLeaseAsync(
        IncidentId id, string name, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancel)
    {
        lock (_turn)
        {
            var held = _leases.GetValueOrDefault((id, name), ("", DateTimeOffset.MinValue, 0));
            if (held.Holder != holder && held.Until > now)
                return Task.FromResult<long?>(null);

            _leases[(id, name)] = (holder, now + duration, held.Number + 1);
            return Task.FromResult<long?>(held.Number + 1);
        }
    }

    /// <inheritdoc/>
    public Task<bool> HoldsLeaseAsync(IncidentId id, string name, long number, CancellationToken cancel)
    {
        lock (_turn)
            return Task.FromResult(_leases.TryGetValue((id, name), out var held) && held.Number == number);
    }

    private static IncidentRecord Answered(IncidentRecord record, ApprovalDecision answer)
    {
        var after = record.Tally.With(answer);
        return after == record.Tally
            ? record
            : record with { Answer = after.Answer, Votes = after.Votes, Ledger = record.Ledger.Add(after.EntryFor(answer, record.Ledger.LastOrDefault())) };
    }

    private Task<T> Change<T>(IncidentId id, Func<IncidentRecord, IncidentRecord> change, Func<IncidentRecord, T> answer)
    {
        lock (_turn)
        {
            if (!_records.TryGetValue(id, out var record))
                throw new InvalidOperationException($"There is no incident {id}; open it before keeping anything about it.");

            _records[id] = change(record);
            return Task.FromResult(answer(_records[id]));
        }
    }
}
