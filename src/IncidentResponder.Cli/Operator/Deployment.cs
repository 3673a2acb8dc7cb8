using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using IncidentResponder.Aws.Approve;
using IncidentResponder.Aws.Records;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Cli.Operator;

/// <summary>A deployed responder, as an operator reaches it.</summary>
/// <param name="Records">Its incidents.</param>
/// <param name="Workflow">Its state machines.</param>
/// <param name="Caller">Who the operator is, by ARN.</param>
/// <param name="HasEnded">Whether the undo of that number of an incident has ended.</param>
public sealed record Deployment(IIncidentRecords Records, IWorkflow Workflow, string Caller, Func<IncidentId, int, CancellationToken, Task<bool>> HasEnded)
{
    /// <summary>Finds a deployment by its stack's name, in the operator's account and Region; null when there is none.</summary>
    /// <exception cref="AmazonServiceException">AWS refused.</exception>
    public static async Task<Deployment?> FindAsync(OperatorAccount account, string stack, CancellationToken cancel)
    {
        var caller = await account.CallerAsync(cancel).ConfigureAwait(false);
        var dynamoDb = account.DynamoDb();
        if (await TableAsync(dynamoDb, stack, cancel).ConfigureAwait(false) is not { } table)
            return null;

        var machine = $"arn:{caller.Arn.Split(':')[1]}:states:{account.Region}:{caller.Account}:stateMachine:{stack}-rollback";
        var states = account.StepFunctions();
        return new(
            new DynamoIncidentRecords(dynamoDb, table),
            new StepFunctionsWorkflow(states, machine),
            caller.Arn,
            (id, number, stop) => HasEndedAsync(states, $"{machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{id}-undo-{number}", stop));
    }

    /// <summary>Says that there is none, and what to do.</summary>
    internal static string NoSuch(string stack) => $"There is no stack '{stack}' with an incident table in this account and Region; name it by --stack and set AWS_REGION.";

    // An execution that was just started is known to those who ask only after a moment.
    private static async Task<bool> HasEndedAsync(IAmazonStepFunctions states, string execution, CancellationToken cancel)
    {
        try
        {
            return (await states.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = execution }, cancel).ConfigureAwait(false)).Status.Value is not "RUNNING";
        }
        catch (AmazonStepFunctionsException early) when (early.ErrorCode is "ExecutionDoesNotExist")
        {
            return false;
        }
    }

    // CloudFormation names it by the stack, the resource and a suffix of its own.
    private static async Task<string?> TableAsync(IAmazonDynamoDB client, string stack, CancellationToken cancel)
    {
        string? last = null;
        do
        {
            var page = await client.ListTablesAsync(new ListTablesRequest { ExclusiveStartTableName = last }, cancel).ConfigureAwait(false);
            if ((page.TableNames ?? []).Find(name => name.StartsWith($"{stack}-IncidentTable", StringComparison.Ordinal)) is { } found)
                return found;
            last = page.LastEvaluatedTableName;
        }
        while (last is { Length: > 0 });
        return null;
    }
}
