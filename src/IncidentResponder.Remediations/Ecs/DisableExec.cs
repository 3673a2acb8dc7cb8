using System.Text.Json.Serialization;
using Amazon.ECS.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ecs;

/// <summary>Lets nobody open a shell in the tasks that a service starts from now on.</summary>
internal sealed partial class DisableExec(AwsClients aws) : Remediation<DisableExec.State>(aws, DisableExecJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ecs/DisableExec",
        Title = "Turn shells in new tasks of service {target} off",
        Why = "Whoever may call ExecuteCommand gets no shell in the tasks that the service starts from now on.",
        TargetType = LiveService.Type,
        Resolves = ["Execution:Runtime/*", "AttackSequence:ECS/CompromisedCluster"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ecs:DescribeServices", "ecs:DescribeTasks"],
        Writes = ["ecs:UpdateService"],
        Scope = ["arn:{partition}:ecs:{region}:{account}:service/*"],
        MayBreak =
            "People who look into containers with ECS Exec can't in new tasks. Tasks that run keep it until they end, and so do shells that are open: " +
            "collect the evidence, and then stop those tasks. Tasks that are run without the service have a setting of their own.",
        HowToVerify = "aws ecs describe-services --cluster CLUSTER --services SERVICE shows enableExecuteCommand false; aws ecs describe-tasks shows which tasks have it yet.",
        HowToUndo =
            "Undo turns it on again for tasks that start from then on. " +
            "By hand: aws ecs update-service --cluster CLUSTER --service SERVICE --enable-execute-command.",
    };

    /// <inheritdoc/>
    protected override RemediationTarget Located(RemediationTarget target, State before) =>
        target with { Resource = new EcsPlace(before.Cluster, before.Service).AsService(target.Resource) };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        await LiveService.ReadAsync(Aws.Ecs, target.Resource, cancel) switch
        {
            Look<(EcsPlace Place, Service Found)>.Usable { State: var live, Tags: var tags } => new Look<State>.Usable(
                new(live.Place.Cluster, live.Place.Id, live.Found.EnableExecuteCommand is true))
            { Tags = tags },
            Look<(EcsPlace, Service)>.Gone gone => new Look<State>.Gone(gone.Why),
            var other => new Look<State>.Unusable(((Look<(EcsPlace, Service)>.Unusable)other).Why),
        };

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before with { EnableExecuteCommand = false };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now.EnableExecuteCommand != wanted.EnableExecuteCommand)
            yield return new("ecs:UpdateService", $"{now.Cluster}/{now.Service}: enableExecuteCommand={wanted.EnableExecuteCommand}", stop => Aws.Ecs.UpdateServiceAsync(
                new() { Cluster = now.Cluster, Service = now.Service, EnableExecuteCommand = wanted.EnableExecuteCommand }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"New tasks of service {state.Service} of cluster {state.Cluster} {(state.EnableExecuteCommand ? "let people open shells in them" : "let nobody open shells in them")} (ECS).";

    /// <summary>What is captured and put back.</summary>
    /// <param name="Cluster">The cluster's name.</param>
    /// <param name="Service">The service's name.</param>
    /// <param name="EnableExecuteCommand">Shells can be opened in the tasks that it starts.</param>
    internal sealed record State(string Cluster, string Service, bool EnableExecuteCommand);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class DisableExecJson : JsonSerializerContext;
}
