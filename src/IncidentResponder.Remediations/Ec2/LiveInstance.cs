using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>What EC2 shows of a finding's instance now.</summary>
internal abstract record LiveInstance
{
    private LiveInstance(string objection) => Objection = objection;

    /// <summary>Why it must not or can't be changed, as a sentence; empty when it may.</summary>
    public string Objection { get; }

    /// <summary>It is the finding's, and alive.</summary>
    public sealed record Usable(Instance Instance) : LiveInstance("");

    /// <summary>It must not or can't be changed.</summary>
    /// <param name="Why">Why, as a sentence.</param>
    /// <param name="Gone">It does not exist any more.</param>
    public sealed record Unusable(string Why, bool Gone = false) : LiveInstance(Why);

    /// <summary>Reads the instance, and what more there is to know of one that may be changed.</summary>
    public static async Task<Look<T>> LookAsync<T>(
        IAmazonEC2 ec2, FindingResource target, Func<Instance, Task<Look<T>>> judge, CancellationToken cancel) =>
        await ReadAsync(ec2, target, cancel) switch
        {
            Usable { Instance: var instance } => await judge(instance),
            Unusable { Gone: true } gone => new Look<T>.Gone(gone.Why),
            var other => new Look<T>.Unusable(other.Objection),
        };

    /// <summary>Reads the instance and compares it with what the finding says.</summary>
    public static async Task<LiveInstance> ReadAsync(IAmazonEC2 ec2, FindingResource target, CancellationToken cancel)
    {
        try
        {
            var answer = await ec2.DescribeInstancesAsync(new() { InstanceIds = [target.Id] }, cancel);
            return (from reservation in answer.Reservations ?? []
                    from instance in reservation.Instances ?? []
                    select Judge(instance, reservation.OwnerId, target)).FirstOrDefault() ?? Missing(target);
        }
        catch (AmazonEC2Exception unknown) when (unknown.ErrorCode is "InvalidInstanceID.NotFound" or "InvalidInstanceID.Malformed")
        {
            return Missing(target);
        }
    }

    private static LiveInstance Judge(Instance instance, string owner, FindingResource target)
    {
        if (owner != target.Account.Value)
            return new Unusable($"Instance {target.Id} belongs to account {owner}, not to {target.Account} as the finding says; it is left alone.");
        if (instance.Placement?.AvailabilityZone is { Length: > 0 } zone && !zone.StartsWith(target.Region, StringComparison.Ordinal))
            return new Unusable($"Instance {target.Id} is in {zone}, not in {target.Region} as the finding says; it is left alone.");
        return instance.State?.Name?.Value is "terminated" or "shutting-down"
            ? new Unusable($"Instance {target.Id} is {instance.State.Name.Value}; nothing is left to contain, look for snapshots of its volumes.", Gone: true)
            : new Usable(instance);
    }

    private static Unusable Missing(FindingResource target) =>
        new($"Instance {target.Id} does not exist in account {target.Account}, {target.Region}; check whether the finding is old.", Gone: true);
}
