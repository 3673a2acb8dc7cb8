using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.ECS;
using Amazon.ECS.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using Task = System.Threading.Tasks.Task;

namespace IncidentResponder.Remediations.Ecs;

/// <summary>Has a cluster place no more tasks on one of its hosts, and its services move theirs to others.</summary>
internal sealed partial class DrainContainerInstance(AwsClients aws) : Remediation<DrainContainerInstance.State>(aws, DrainContainerInstanceJson.Default.State)
{
    private const string Draining = "DRAINING";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ecs/DrainContainerInstance",
        Title = "Place no more tasks on container instance {target}",
        Why = "No further workload, and no further credentials of a task's role, come to a host that may be the attacker's.",
        TargetType = "AwsEcsContainerInstance",
        Resolves = ["CryptoCurrency:Runtime/*", "PrivilegeEscalation:Runtime/*", "AttackSequence:ECS/CompromisedCluster"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ecs:DescribeContainerInstances"],
        Writes = ["ecs:UpdateContainerInstancesState"],
        Scope = ["arn:{partition}:ecs:{region}:{account}:container-instance/*/{id}"],
        MayBreak =
            "Services stop their tasks on the host and start others elsewhere, as far as the cluster has room: collect the tasks' evidence first. " +
            "Tasks that were run without a service go on, and so does whatever the attacker runs beside them: isolate the EC2 instance as well.",
        HowToVerify = "aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE shows status DRAINING.",
        HowToUndo =
            "Undo has the cluster place tasks on the host again; tasks that moved stay where they are. " +
            "By hand: aws ecs update-container-instances-state --cluster CLUSTER --container-instances INSTANCE --status ACTIVE.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        if (EcsPlace.Of(target.Resource) is not { } place)
            return new Look<State>.Unusable(EcsPlace.Missing(target.Resource));

        try
        {
            var answer = await Aws.Ecs.DescribeContainerInstancesAsync(new() { Cluster = place.Cluster, ContainerInstances = [place.Id], Include = ["TAGS"] }, cancel);
            return (answer.ContainerInstances ?? []).FirstOrDefault() is { } found ? Judge(place, found) : new Look<State>.Gone(Missing(place, target.Resource));
        }
        catch (AmazonECSException gone) when (gone.ErrorCode is "ClusterNotFoundException")
        {
            return new Look<State>.Gone(Missing(place, target.Resource));
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(Draining);

    // The answer may name the instance as failed without refusing, so it is looked at again.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now.Status == wanted.Status || EcsPlace.Of(target.Resource) is not { } place)
            yield break;

        yield return new("ecs:UpdateContainerInstancesState", $"{place}: status={wanted.Status}", stop => Aws.Ecs.UpdateContainerInstancesStateAsync(
            new() { Cluster = place.Cluster, ContainerInstances = [place.Id], Status = wanted.Status }, stop))
        { LookAfter = true };
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => $"Container instance {target.Resource.Id} is {state.Status} (ECS).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) => Task.FromResult(state.Uses);

    // Draining and active are all that can be set; the others are ECS's own on the way in or out.
    private static Look<State> Judge(EcsPlace place, ContainerInstance found) => found.Status is "ACTIVE" or Draining
        ? new Look<State>.Usable(new(found.Status)
        {
            Uses =
            [
                $"{found.RunningTasksCount ?? 0} tasks run on it and {found.PendingTasksCount ?? 0} start; those of services move to other hosts (ECS).",
                $"It is EC2 instance {found.Ec2InstanceId ?? "of nobody that ECS knows"}; isolate that as well (ECS).",
            ],
        })
        { Tags = LiveTask.TagsOf(found.Tags) }
        : new Look<State>.Unusable($"Container instance {place} is {found.Status}, in which no task is placed on it; look again with aws ecs describe-container-instances --cluster {place.Cluster} --container-instances {place.Id}.");

    private static string Missing(EcsPlace place, FindingResource target) =>
        $"Container instance {place} does not exist in account {target.Account}, {target.Region}; check whether it was deregistered after the finding (ECS).";

    /// <summary>What is captured and put back.</summary>
    /// <param name="Status">"ACTIVE" or "DRAINING".</param>
    internal sealed record State(string Status)
    {
        /// <summary>Who uses it, in sentences.</summary>
        [JsonIgnore]
        public ImmutableArray<string> Uses { get; init; } = [];
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class DrainContainerInstanceJson : JsonSerializerContext;
}
