using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Ecs;

/// <summary>In which cluster something of ECS is, and its id there: no call finds it without.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Id">The task's or container instance's id, or the service's name.</param>
internal sealed record EcsPlace(string Cluster, string Id)
{
    /// <summary>The place by the ARN that the finding gives; null when that names no cluster.</summary>
    public static EcsPlace? Of(FindingResource target) =>
        Arn.TryParse(target.Arn, out var arn) && arn.Account == target.Account.Value && arn.Region == target.Region && arn.Resource.Split('/') is [_, var cluster, var id]
            ? new(cluster, id)
            : null;

    /// <summary>A service's place, as a resource of its own: its tasks are forgotten an hour after they stopped.</summary>
    /// <param name="target">Something of ECS in the same account and Region.</param>
    public FindingResource AsService(FindingResource target) => target with
    {
        Type = LiveService.Type,
        Id = Id,
        Arn = $"arn:{Arn.PartitionOf(target.Region)}:ecs:{target.Region}:{target.Account}:service/{Cluster}/{Id}",
    };

    /// <summary>Why something without a place is not touched.</summary>
    public static string Missing(FindingResource target) =>
        $"The finding gives {target.Arn ?? $"only the id {target.Id}"}, which names no cluster of account {target.Account}, {target.Region}: " +
        "find the cluster with aws ecs list-clusters and contain it by hand.";

    /// <inheritdoc/>
    public override string ToString() => $"{Cluster}/{Id}";
}
