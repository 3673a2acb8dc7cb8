using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;

namespace IncidentResponder.Aws.Approve;

/// <summary>Reaches the state machines from where answers are taken.</summary>
/// <param name="client">The client.</param>
/// <param name="rollBackArn">The roll-back state machine; null where nothing is undone.</param>
/// <param name="leaseArn">The state machine of leases; null where none begins.</param>
public sealed class StepFunctionsWorkflow(IAmazonStepFunctions client, string? rollBackArn, string? leaseArn = null) : IWorkflow
{
    /// <inheritdoc/>
    public Task<WorkflowReply> CompleteTaskAsync(string taskToken, string outputJson, CancellationToken cancel) =>
        ReplyAsync(() => client.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = taskToken, Output = outputJson }, cancel), cancel);

    /// <inheritdoc/>
    public Task<WorkflowReply> StartRollBackAsync(IncidentId id, string by, int number, int? step, CancellationToken cancel)
    {
        StartExecutionRequest start = new()
        {
            StateMachineArn = rollBackArn ?? throw new InvalidOperationException($"This function can't undo incident {id}; set ROLLBACK_STATE_MACHINE_ARN."),
            Name = $"{id}-undo-{number}",
            Input = new JsonObject { ["incidentId"] = id.Value, ["by"] = by, ["step"] = step }.ToJsonString(),
        };
        return ReplyAsync(() => client.StartExecutionAsync(start, cancel), cancel);
    }

    /// <inheritdoc/>
    public Task<WorkflowReply> StartLeaseAsync(IncidentId id, ContainmentLease lease, CancellationToken cancel)
    {
        StartExecutionRequest start = new()
        {
            StateMachineArn = leaseArn ?? throw new InvalidOperationException($"This function can't begin a lease of incident {id}; set LEASE_STATE_MACHINE_ARN."),
            Name = $"{id}-lease-{lease.Number}",
            Input = new JsonObject
            {
                ["incidentId"] = id.Value,
                ["number"] = lease.Number,
                ["until"] = lease.Until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            }.ToJsonString(),
        };
        return ReplyAsync(() => client.StartExecutionAsync(start, cancel), cancel);
    }

    private static async Task<WorkflowReply> ReplyAsync(Func<Task> ask, CancellationToken cancel)
    {
        try
        {
            await ask().ConfigureAwait(false);
            return WorkflowReply.Taken;
        }
        catch (AmazonServiceException late) when (late.ErrorCode is "TaskTimedOut" or "TaskDoesNotExist" or "InvalidToken" or "ExecutionAlreadyExists")
        {
            return WorkflowReply.Over;
        }
        catch (AmazonServiceException)
        {
            return WorkflowReply.Unreachable;
        }
        catch (Exception broken) when (!cancel.IsCancellationRequested && broken is HttpRequestException or IOException or WebException or AmazonClientException or TaskCanceledException)
        {
            return WorkflowReply.Unreachable;
        }
    }
}
