using IncidentResponder.Core.Close;

namespace IncidentResponder.Core.Approve;

/// <summary>The state machines, as the approval page reaches them. Every outcome is an answer, never an exception.</summary>
public interface IWorkflow
{
    /// <summary>Completes the task that waits for an answer.</summary>
    /// <param name="taskToken">The task token as the state machine gave it.</param>
    /// <param name="outputJson">The task's result: {"outcome":"Granted","by":"…"}.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<WorkflowReply> CompleteTaskAsync(string taskToken, string outputJson, CancellationToken cancel);

    /// <summary>
    /// Starts the roll-back named "&lt;incident&gt;-undo-&lt;number&gt;". The same number again starts nothing and answers <see cref="WorkflowReply.Over"/>.
    /// </summary>
    /// <param name="id">The incident to undo.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="number">From 1.</param>
    /// <param name="step">The one step to undo; null for all.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<WorkflowReply> StartRollBackAsync(IncidentId id, string by, int number, int? step, CancellationToken cancel);

    /// <summary>
    /// Starts what asks when a containment's lease has ended, named "&lt;incident&gt;-lease-&lt;number&gt;". The same number again starts
    /// nothing and is no fault.
    /// </summary>
    /// <param name="id">The incident.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<WorkflowReply> StartLeaseAsync(IncidentId id, ContainmentLease lease, CancellationToken cancel);
}
