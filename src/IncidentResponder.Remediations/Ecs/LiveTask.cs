using System.Collections.Immutable;
using Amazon.ECS;
using IncidentResponder.Core.Ingest;
using EcsTask = Amazon.ECS.Model.Task;

namespace IncidentResponder.Remediations.Ecs;

/// <summary>Reads what ECS shows of a task.</summary>
internal static class LiveTask
{
    private const string OfService = "service:";

    /// <summary>Reads a finding's task.</summary>
    public static async Task<Look<EcsTask>> ReadAsync(IAmazonECS ecs, FindingResource target, CancellationToken cancel)
    {
        if (EcsPlace.Of(target) is not { } place)
            return new Look<EcsTask>.Unusable(EcsPlace.Missing(target));

        try
        {
            var answer = await ecs.DescribeTasksAsync(new() { Cluster = place.Cluster, Tasks = [place.Id], Include = ["TAGS"] }, cancel);
            return (answer.Tasks ?? []).FirstOrDefault() is { } found
                ? new Look<EcsTask>.Usable(found) { Tags = TagsOf(found.Tags) }
                : new Look<EcsTask>.Gone($"Cluster {place.Cluster} knows no task {place.Id} any more: it stopped more than an hour ago (ECS).");
        }
        catch (AmazonECSException gone) when (gone.ErrorCode is "ClusterNotFoundException")
        {
            return new Look<EcsTask>.Gone($"Cluster {place.Cluster} does not exist in account {target.Account}, {target.Region}, nor do its tasks (ECS).");
        }
    }

    /// <summary>The service that started a task; null when none did.</summary>
    public static string? ServiceOf(EcsTask task) => task.Group?.StartsWith(OfService, StringComparison.Ordinal) is true ? task.Group[OfService.Length..] : null;

    /// <summary>Tags, as they are compared with the policy's.</summary>
    public static ImmutableSortedDictionary<string, string> TagsOf(IEnumerable<Amazon.ECS.Model.Tag>? tags) =>
        (tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
}
