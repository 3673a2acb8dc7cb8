using System.Collections.Concurrent;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;

namespace IncidentResponder.Testing;

/// <summary>State machines that remember what reached them: a task completes once, a roll-back starts once per number.</summary>
public sealed class InMemoryWorkflow : IWorkflow
{
    private readonly ConcurrentDictionary<string, string> _completed = new();
    private readonly ConcurrentDictionary<string, string> _started = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _leases = new();

    /// <summary>When true, nothing gets through.</summary>
    public bool Broken { get; set; }

    /// <summary>Outputs by task token.</summary>
    public IReadOnlyDictionary<string, string> Completed => _completed;

    /// <summary>Who started each roll-back, by execution name.</summary>
    public IReadOnlyDictionary<string, string> Started => _started;

    /// <inheritdoc/>
    public Task<WorkflowReply> CompleteTaskAsync(string taskToken, string outputJson, CancellationToken cancel) =>
        Task.FromResult(Broken ? WorkflowReply.Unreachable : _completed.TryAdd(taskToken, outputJson) ? WorkflowReply.Taken : WorkflowReply.Over);

    /// <summary>When each lease ends, by execution name.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Leases => _leases;

    /// <inheritdoc/>
    public Task<WorkflowReply> StartLeaseAsync(IncidentId id, ContainmentLease lease, CancellationToken cancel) =>
        Task.FromResult(Broken ? WorkflowReply.Unreachable : _leases.TryAdd($"{id}-lease-{lease.Number}", lease.Until) ? WorkflowReply.Taken : WorkflowReply.Over);

    /// <inheritdoc/>
    public Task<WorkflowReply> StartRollBackAsync(IncidentId id, string by, int number, int? step, CancellationToken cancel) =>
        Task.FromResult(Broken ? WorkflowReply.Unreachable : _started.TryAdd($"{id}-undo-{number}", by) ? WorkflowReply.Taken : WorkflowReply.Over);
}
