using Amazon.ECS;
using Amazon.ECS.Model;
using IncidentResponder.Core.Ingest;
using EcsTask = Amazon.ECS.Model.Task;

namespace IncidentResponder.Remediations.Ecs;

/// <summary>Finds the service that a finding names, or that started the task which it names, and reads what ECS shows of it.</summary>
internal static class LiveService
{
    /// <summary>A service, in Security Hub's spelling.</summary>
    public const string Type = "AwsEcsService";

    /// <summary>Reads a finding's service.</summary>
    public static async Task<Look<(EcsPlace Place, Service Found)>> ReadAsync(IAmazonECS ecs, FindingResource target, CancellationToken cancel)
    {
        if (target.Type == Type)
            return await OfAsync(ecs, EcsPlace.Of(target), target, cancel);

        return await LiveTask.ReadAsync(ecs, target, cancel) switch
        {
            Look<EcsTask>.Usable { State: var task } => LiveTask.ServiceOf(task) is { } name
                ? await OfAsync(ecs, EcsPlace.Of(target)! with { Id = name }, target, cancel)
                : new Look<(EcsPlace, Service)>.Unusable($"Task {target.Id} was started by {task.StartedBy ?? "nobody that ECS knows"}, not by a service; there is no service to contain, stop the task itself."),
            Look<EcsTask>.Gone gone => new Look<(EcsPlace, Service)>.Gone(gone.Why),
            var other => new Look<(EcsPlace, Service)>.Unusable(((Look<EcsTask>.Unusable)other).Why),
        };
    }

    private static async Task<Look<(EcsPlace, Service)>> OfAsync(IAmazonECS ecs, EcsPlace? place, FindingResource target, CancellationToken cancel)
    {
        if (place is null)
            return new Look<(EcsPlace, Service)>.Unusable(EcsPlace.Missing(target));

        try
        {
            var answer = await ecs.DescribeServicesAsync(new() { Cluster = place.Cluster, Services = [place.Id], Include = ["TAGS"] }, cancel);
            return (answer.Services ?? []).FirstOrDefault(one => one.Status is not "INACTIVE") is { } found
                ? new Look<(EcsPlace, Service)>.Usable((place, found)) { Tags = LiveTask.TagsOf(found.Tags) }
                : new Look<(EcsPlace, Service)>.Gone($"Service {place} does not exist in account {target.Account}, {target.Region}; check whether it was deleted after the finding (ECS).");
        }
        catch (AmazonECSException gone) when (gone.ErrorCode is "ClusterNotFoundException")
        {
            return new Look<(EcsPlace, Service)>.Gone($"Cluster {place.Cluster} does not exist in account {target.Account}, {target.Region}, nor do its services (ECS).");
        }
    }
}
