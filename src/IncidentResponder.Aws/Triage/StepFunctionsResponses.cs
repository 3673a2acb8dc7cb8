using System.Text.Json.Nodes;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Aws.Triage;

/// <summary>Starts the response state machine, one execution an incident.</summary>
/// <param name="client">The client.</param>
/// <param name="stateMachineArn">The response state machine.</param>
public sealed class StepFunctionsResponses(IAmazonStepFunctions client, string stateMachineArn) : IResponses
{
    /// <inheritdoc/>
    public async Task<bool> StartAsync(IncidentId id, CancellationToken cancel)
    {
        try
        {
            await client.StartExecutionAsync(
                new StartExecutionRequest
                {
                    StateMachineArn = stateMachineArn,
                    Name = id.Value,
                    Input = new JsonObject { ["incidentId"] = id.Value }.ToJsonString(),
                },
                cancel).ConfigureAwait(false);
            return true;
        }
        catch (ExecutionAlreadyExistsException)
        {
            return false;
        }
    }
}
