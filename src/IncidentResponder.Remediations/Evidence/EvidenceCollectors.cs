using System.Collections.Immutable;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>All collectors, a line each, in the order in which they collect: what is lost first comes first.</summary>
public static class EvidenceCollectors
{
    /// <summary>The IAM actions that they use together.</summary>
    public static ImmutableSortedSet<string> PermissionsOf(ImmutableArray<IEvidenceCollector> collectors) => [.. collectors.SelectMany(one => one.Permissions)];

    /// <summary>Makes them.</summary>
    /// <param name="aws">The clients, in the target's account and Region.</param>
    /// <param name="document">What is run on instances; null for nothing.</param>
    public static ImmutableArray<IEvidenceCollector> All(AwsClients aws, PinnedDocument? document) =>
    [
        new ConsoleOutput(aws),
        new ConsoleScreenshot(aws),
        new InstanceRecord(aws),
        new LiveState(aws, document),
        new VolumeSnapshots(aws),
        new UserRecord(aws),
        new RoleRecord(aws),
        new BucketRecord(aws),
        new FunctionRecord(aws),
        new SecurityGroupRecord(aws),
        new DatabaseRecord(aws),
        new CloudTrailExtract(aws),
    ];

    /// <summary>Collects all that there is to collect about a target.</summary>
    /// <param name="collectors">The collectors.</param>
    /// <param name="target">The target.</param>
    /// <param name="sink">Where it is sealed.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public static async Task<ImmutableArray<CollectedEvidence>> CollectAsync(
        this ImmutableArray<IEvidenceCollector> collectors, EvidenceTarget target, IEvidenceSink sink, TimeProvider clock, CancellationToken cancel)
    {
        var collection = new EvidenceGathering(target, sink, clock);
        foreach (var collector in collectors.Where(one => one.Concerns(target)))
            await collector.CollectAsync(target, collection, cancel);
        if (collection.Items.IsEmpty)
            collection.Missing("Evidence", $"The responder has no way to collect evidence of {target.Resource.Type}; collect it by hand before anything is changed.");
        return collection.Items;
    }
}
