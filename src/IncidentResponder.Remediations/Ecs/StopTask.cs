using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using EcsTask = Amazon.ECS.Model.Task;

namespace IncidentResponder.Remediations.Ecs;

/// <summary>Stops a task. What was in its memory and on its disk is gone then, so it comes after the evidence.</summary>
internal sealed partial class StopTask(AwsClients aws) : Remediation<StopTask.State>(aws, StopTaskJson.Default.State)
{
    private const string Stopped = "STOPPED";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ecs/StopTask",
        Title = "Stop task {target}",
        Why = "What runs in the task's containers ends, and with it the credentials that only they are given.",
        TargetType = "AwsEcsTask",
        Resolves = ["CryptoCurrency:Runtime/*", "Backdoor:Runtime/*", "Execution:Runtime/*", "AttackSequence:ECS/CompromisedCluster"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.None,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ecs:DescribeTasks"],
        Writes = ["ecs:StopTask"],
        Scope = ["arn:{partition}:ecs:{region}:{account}:task/*/{id}"],
        MayBreak =
            "What the task is doing is lost: its containers get SIGTERM and 30 seconds later SIGKILL, and their memory and ephemeral disks are gone, evidence among them. " +
            "A service starts another task of the same image in its place: scale the service to zero first when the image or its configuration is the way in. " +
            "Credentials of the task's role that were taken out stay valid until they expire: revoke the role's sessions.",
        HowToVerify = "aws ecs describe-tasks --cluster CLUSTER --tasks TASK shows lastStatus STOPPED and the incident in stoppedReason.",
        HowToUndo =
            "A stopped task can't be started again. A service starts a new one by itself; any other by hand: " +
            "aws ecs run-task --cluster CLUSTER --task-definition DEFINITION, once the image is known to be clean.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        await LiveTask.ReadAsync(Aws.Ecs, target.Resource, cancel) switch
        {
            Look<EcsTask>.Usable { State: var found, Tags: var tags } => new Look<State>.Usable(new(found.DesiredStatus) { Live = found }) { Tags = tags },
            Look<EcsTask>.Gone gone => new Look<State>.Gone(gone.Why),
            var other => new Look<State>.Unusable(((Look<EcsTask>.Unusable)other).Why),
        };

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(Stopped);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now.DesiredStatus == wanted.DesiredStatus || wanted.DesiredStatus != Stopped || EcsPlace.Of(target.Resource) is not { } place)
            yield break;

        var reason = $"Contained by IncidentResponder for {target.Incident}";
        yield return new("ecs:StopTask", $"{place}: {reason}", stop => Aws.Ecs.StopTaskAsync(new() { Cluster = place.Cluster, Task = place.Id, Reason = reason }, stop));
    }

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.Live is { LastStatus: { } last and not Stopped }
        ? $"Task {target.Resource.Id} is told to stop and is {last} yet; its containers get 30 seconds and are killed then (ECS)."
        : null;

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => now.DesiredStatus == before.DesiredStatus
        ? null
        : $"Task {target.Resource.Id} was stopped. {Description.HowToUndo}";

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => $"Task {target.Resource.Id} is wanted {state.DesiredStatus} (ECS).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>(state.Live is { } live ? [.. UsesOf(target, live)] : []);

    private static IEnumerable<string> UsesOf(RemediationTarget target, EcsTask task)
    {
        yield return LiveTask.ServiceOf(task) is { } service
            ? $"Service {service} starts another task in its place: scale it to zero first if the image is the way in (ECS)."
            : $"It was started by {task.StartedBy ?? "nobody that ECS knows"}, and nothing that ECS knows of starts it again (ECS).";
        foreach (var container in task.Containers ?? [])
            yield return $"Container {container.Name} of image {container.Image} ends; its memory and disk are lost (ECS).";
        if (task.EnableExecuteCommand is true)
            yield return $"People and programs can open shells in {target.Resource.Id} (ECS Exec); look at who did in CloudTrail's ExecuteCommand (ECS).";
    }

    /// <summary>What is captured; it can't be put back.</summary>
    /// <param name="DesiredStatus">What ECS brings the task to: "RUNNING", "STOPPED".</param>
    internal sealed record State(string DesiredStatus)
    {
        /// <summary>All that was read.</summary>
        [JsonIgnore]
        public EcsTask? Live { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class StopTaskJson : JsonSerializerContext;
}
