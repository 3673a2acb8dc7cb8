using System.Collections.Concurrent;
using System.Security.Cryptography;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>Everything outside the incident's record: topics, state machines, Security Hub, the bucket and the key.</summary>
internal sealed class Outside : IMessenger, IWorkflow, IResponses, IFindingCase, ILinkKey, IChangeSignal
{
    public List<(string Kind, string? Approver, string Body)> Sent { get; } = [];

    public HashSet<string> Unreachable { get; } = [];

    public List<(string Token, string Output)> Completed { get; } = [];

    public ConcurrentDictionary<IncidentId, int> Started { get; } = new();

    public List<string> Statuses { get; } = [];

    public CaseUpdate? CaseAnswer { get; set; }

    public List<ContainmentLease> Leases { get; } = [];

    public WorkflowReply LeaseReply { get; set; } = WorkflowReply.Taken;

    public Dictionary<string, byte[]> Sealed { get; } = [];

    public List<(IncidentId Id, int Attempt, TimeSpan After)> Signals { get; } = [];

    public bool SignalIsLost { get; set; }

    public string Id => "test-key";

    public string Algorithm => "HS256";

    public List<string> Wishes { get; } = [];

    public Task HandOnAsync(IncidentId id, string wish, CancellationToken cancel)
    {
        if (SignalIsLost)
            throw new NoticeNotSentException("The queue is down.");
        Wishes.Add(wish);
        return Task.CompletedTask;
    }

    public Task RaiseAsync(IncidentId id, CancellationToken cancel) => RaiseLaterAsync(id, 0, TimeSpan.Zero, cancel);

    public Task RaiseLaterAsync(IncidentId id, int attempt, TimeSpan after, CancellationToken cancel)
    {
        if (SignalIsLost)
            throw new NoticeNotSentException("The queue is down.");
        Signals.Add((id, attempt, after));
        return Task.CompletedTask;
    }

    public Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel)
    {
        if (Unreachable.Contains(approver ?? "all"))
            throw new NoticeNotSentException($"{approver ?? "all"} could not be reached");
        Sent.Add((notice.Kind, approver, notice.Body));
        return Task.CompletedTask;
    }

    public Task<WorkflowReply> CompleteTaskAsync(string taskToken, string outputJson, CancellationToken cancel)
    {
        Completed.Add((taskToken, outputJson));
        return Task.FromResult(WorkflowReply.Taken);
    }

    public Task<WorkflowReply> StartLeaseAsync(IncidentId id, ContainmentLease lease, CancellationToken cancel)
    {
        Leases.Add(lease);
        return Task.FromResult(LeaseReply);
    }

    public Task<WorkflowReply> StartRollBackAsync(IncidentId id, string by, int number, int? step, CancellationToken cancel) => Task.FromResult(WorkflowReply.Taken);

    public Task<bool> StartAsync(IncidentId id, CancellationToken cancel) => Task.FromResult(Started.AddOrUpdate(id, 1, (_, times) => times + 1) == 1);

    public Task<CaseUpdate> NotifiedAsync(Finding finding, string note, CancellationToken cancel) => SetAsync("NOTIFIED");

    public Task<CaseUpdate> ResolvedAsync(Finding finding, string note, CancellationToken cancel) => SetAsync("RESOLVED");

    public Task<SealedItem> SealAsync(IncidentId incident, string title, string fileName, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel)
    {
        var key = $"incidents/{incident}/{fileName}";
        Sealed.TryAdd(key, content.ToArray());
        return Task.FromResult(new SealedItem { Title = title, Location = key, At = at });
    }

    public bool KeyIsThrottled { get; set; }

    public Task<byte[]> MacAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => KeyIsThrottled
        ? throw new NoticeNotSentException("KMS did not seal the link (ThrottlingException); it is tried again.")
        : Task.FromResult(HMACSHA256.HashData("secret"u8, message.Span));

    public Task<bool> VerifyAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, CancellationToken cancel) =>
        Task.FromResult(mac.Span.SequenceEqual(HMACSHA256.HashData("secret"u8, message.Span)));

    private Task<CaseUpdate> SetAsync(string status)
    {
        if (CaseAnswer is null)
            Statuses.Add(status);
        return Task.FromResult(CaseAnswer ?? new CaseUpdate.Updated(status));
    }
}
