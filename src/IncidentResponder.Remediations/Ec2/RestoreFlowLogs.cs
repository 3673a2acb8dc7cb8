using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Records all traffic of a VPC again, into the bucket into which most of the Region's other flow logs are written. Buckets only: a log
/// group would need a role that the responder may pass on. What was not recorded meanwhile is lost.
/// </summary>
internal sealed partial class RestoreFlowLogs(AwsClients aws) : Remediation<RestoreFlowLogs.State>(aws, RestoreFlowLogsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/RestoreFlowLogs",
        Title = "Record the traffic of {target} again",
        Why = "Who talks with whom in the VPC is known again, also of an intruder who turned the records off.",
        TargetType = "AwsEc2Vpc",
        Resolves = ["EC2.6"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["ec2:DescribeFlowLogs", "ec2:DescribeVpcs"],
        Writes = ["ec2:CreateFlowLogs", "logs:CreateLogDelivery"],
        Scope = ["*"],
        MayBreak = "Nothing stops. The records cost by their size, and they go to a bucket that other flow logs of the Region are written into; see in the plan whose it is.",
        HowToVerify = "aws ec2 describe-flow-logs --filter Name=resource-id,Values=VPC shows an ACTIVE one with TrafficType ALL and DeliverLogsStatus SUCCESS.",
        HowToUndo =
            "Recording is left on: undoing it would make the account blind again. " +
            "By hand, with the id that the check above shows: aws ec2 delete-flow-logs --flow-log-ids FLOWLOG.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (id, account) = (target.Resource.Id, target.Resource.Account);
        try
        {
            var vpc = (await Aws.Ec2.DescribeVpcsAsync(new() { VpcIds = [id] }, cancel)).Vpcs.Single();
            if (vpc.OwnerId != account.Value)
                return new Look<State>.Unusable($"VPC {id} belongs to account {vpc.OwnerId}, not to {account} as the finding says; it is left alone.");

            var logs = await FlowLogsAsync(cancel);
            return StateOf(id, logs) is not { } state
                ? new Look<State>.Unusable($"No flow log of account {account}, {Aws.Region}, is written into a bucket, so it is not known where those of {id} belong; choose one: aws ec2 create-flow-logs --resource-type VPC --resource-ids {id} --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET.")
                : new Look<State>.Usable(state) { Tags = (vpc.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value) };
        }
        catch (AmazonEC2Exception gone) when (gone.ErrorCode is "InvalidVpcID.NotFound" or "InvalidVpcID.Malformed")
        {
            return new Look<State>.Gone($"VPC {id} does not exist in account {account}, {target.Resource.Region}; check whether it was deleted after the finding.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before with { Recorded = true };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (wanted.Recorded && !now.Recorded)
            yield return new("ec2:CreateFlowLogs", $"{target.Resource.Id}: all traffic into {wanted.Destination}", stop => CreateAsync(target, wanted.Destination, stop));
    }

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) =>
        before.Recorded || !now.Recorded ? null : Description.HowToUndo;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Recorded
        ? $"All traffic of {target.Resource.Id} is recorded into {state.Destination} (EC2)."
        : $"Traffic of {target.Resource.Id} is not recorded; other flow logs of {Aws.Region} are written into {state.Destination} (EC2).";

    private async Task CreateAsync(RemediationTarget target, string destination, CancellationToken cancel)
    {
        var answer = await Aws.Ec2.CreateFlowLogsAsync(new()
        {
            ResourceType = FlowLogsResourceType.VPC,
            ResourceIds = [target.Resource.Id],
            TrafficType = TrafficType.ALL,
            LogDestinationType = LogDestinationType.S3,
            LogDestination = destination,
        }, cancel);

        // EC2 answers 200 also when it made none.
        if (answer.Unsuccessful is [{ Error: { } error }, ..])
            throw new AmazonEC2Exception($"EC2 made no flow log of {target.Resource.Id}: {error.Message}") { ErrorCode = error.Code };
    }

    private async Task<IReadOnlyList<FlowLog>> FlowLogsAsync(CancellationToken cancel)
    {
        var found = new List<FlowLog>();
        await foreach (var page in Aws.Ec2.Paginators.DescribeFlowLogs(new()).Responses.WithCancellation(cancel))
            found.AddRange(page.FlowLogs ?? []);
        return found;
    }

    // A log that can't be delivered records nothing; whatever its destination is, one that is of use is what counts.
    private static State? StateOf(string vpc, IReadOnlyList<FlowLog> logs)
    {
        var working = logs.Where(log => log.FlowLogStatus is "ACTIVE" && log.DeliverLogsStatus is not "FAILED").ToList();
        if (working.FirstOrDefault(log => log.ResourceId == vpc && log.TrafficType?.Value is "ALL") is { } own)
            return new(true, own.LogDestination ?? own.LogGroupName);

        var bucket = working.Where(log => log.ResourceId != vpc && log.LogDestinationType?.Value is "s3").CountBy(log => log.LogDestination)
            .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key).FirstOrDefault();
        return bucket is null ? null : new(false, bucket);
    }

    /// <summary>What is captured, and what is left on.</summary>
    /// <param name="Recorded">All traffic is recorded.</param>
    /// <param name="Destination">Where to: the ARN of a bucket or a log group; where others go when it is not recorded.</param>
    internal sealed record State(bool Recorded, string Destination);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RestoreFlowLogsJson : JsonSerializerContext;
}
