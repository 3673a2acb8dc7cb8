using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.ECS;
using Amazon.ECS.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using Task = System.Threading.Tasks.Task;

namespace IncidentResponder.Remediations.Ecs;

/// <summary>Has the service that started a task run none: it neither goes on nor starts others of the same image.</summary>
internal sealed partial class ScaleServiceToZero(AwsClients aws) : Remediation<ScaleServiceToZero.State>(aws, ScaleServiceToZeroJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ecs/ScaleServiceToZero",
        Title = "Scale the service of task {target} to zero",
        Why = "The service runs no task any more and starts none in place of one that is stopped.",
        TargetType = "AwsEcsTask",
        Resolves = ["CryptoCurrency:Runtime/*", "Backdoor:Runtime/*", "AttackSequence:ECS/CompromisedCluster"],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ecs:DescribeServices", "ecs:DescribeTasks"],
        Writes = ["ecs:UpdateService"],
        Scope = ["arn:{partition}:ecs:{region}:{account}:service/*"],
        MayBreak =
            "The service answers nobody until it is scaled up again, and all its tasks end, the clean ones too: their memory and ephemeral disks are gone, evidence among them. " +
            "Application Auto Scaling with a minimum above zero starts tasks again: suspend it with aws application-autoscaling register-scalable-target --suspended-state. " +
            "Pipelines that deploy the service may set the count again.",
        HowToVerify = "aws ecs describe-services --cluster CLUSTER --services SERVICE shows desiredCount 0, runningCount 0 and pendingCount 0.",
        HowToUndo =
            "Undo sets the count that there was; new tasks start from the service's task definition. " +
            "By hand: aws ecs update-service --cluster CLUSTER --service SERVICE --desired-count COUNT.",
    };

    /// <inheritdoc/>
    protected override RemediationTarget Located(RemediationTarget target, State before) =>
        target with { Resource = new EcsPlace(before.Cluster, before.Service).AsService(target.Resource) };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        await LiveService.ReadAsync(Aws.Ecs, target.Resource, cancel) switch
        {
            Look<(EcsPlace Place, Service Found)>.Usable { State: var live, Tags: var tags } => Judge(live.Place, live.Found, tags),
            Look<(EcsPlace, Service)>.Gone gone => new Look<State>.Gone(gone.Why),
            var other => new Look<State>.Unusable(((Look<(EcsPlace, Service)>.Unusable)other).Why),
        };

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before with { DesiredCount = 0 };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now.DesiredCount != wanted.DesiredCount)
            yield return new("ecs:UpdateService", $"{now.Cluster}/{now.Service}: desiredCount={wanted.DesiredCount}", stop => Aws.Ecs.UpdateServiceAsync(
                new() { Cluster = now.Cluster, Service = now.Service, DesiredCount = wanted.DesiredCount }, stop));
    }

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => wanted.DesiredCount == 0 && now.Running > 0
        ? $"Service {now.Service} is scaled to zero and {now.Running} of its tasks run yet; they end within some minutes (ECS)."
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Service {state.Service} of cluster {state.Cluster} is to run {state.DesiredCount} tasks (ECS).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) => Task.FromResult(state.Uses);

    private static Look<State> Judge(EcsPlace place, Service found, ImmutableSortedDictionary<string, string> tags) => found.SchedulingStrategy == SchedulingStrategy.DAEMON
        ? new Look<State>.Unusable(
            $"Service {place} runs one task on each host and has no count: take its hosts out instead with aws ecs update-container-instances-state --cluster {place.Cluster} " +
            "--status DRAINING --container-instances INSTANCE, or delete the service by hand.")
        : new Look<State>.Usable(new(place.Cluster, place.Id, found.DesiredCount ?? 0)
        {
            Running = (found.RunningCount ?? 0) + (found.PendingCount ?? 0),
            Uses = [.. UsesOf(found)],
        })
        { Tags = tags };

    private static IEnumerable<string> UsesOf(Service found)
    {
        yield return $"{found.RunningCount ?? 0} tasks of {found.TaskDefinition} run and would end (ECS).";
        foreach (var balancer in found.LoadBalancers ?? [])
            yield return $"Container {balancer.ContainerName} answers for {balancer.TargetGroupArn ?? balancer.LoadBalancerName}, which is left with no target of the service (ECS).";
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Cluster">The cluster's name.</param>
    /// <param name="Service">The service's name.</param>
    /// <param name="DesiredCount">How many tasks it is to run.</param>
    internal sealed record State(string Cluster, string Service, int DesiredCount)
    {
        /// <summary>How many tasks run or start.</summary>
        [JsonIgnore]
        public int Running { get; init; }

        /// <summary>Who uses it, in sentences.</summary>
        [JsonIgnore]
        public ImmutableArray<string> Uses { get; init; } = [];
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class ScaleServiceToZeroJson : JsonSerializerContext;
}
