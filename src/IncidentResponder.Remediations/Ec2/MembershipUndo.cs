using Amazon.AutoScaling;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Puts an instance back into its Auto Scaling group. AttachInstances raises the desired capacity by one, and the
/// replacement stays: which of the two to end is for people to say, so that is told, not done.
/// </summary>
internal sealed class MembershipUndo(IAmazonAutoScaling autoScaling)
{
    public async Task<Restored> RunAsync(string id, GroupMembership? before, IJournal journal, CancellationToken cancel)
    {
        var now = await GroupMembership.FindAsync(autoScaling, id, cancel);
        if (now is not null && now.Group != before?.Group)
            return new Restored.Drifted($"{id} was left in no Auto Scaling group and is in {now.Group}; before it was in {before?.Group ?? "none"}.");
        if (before is null)
            return new Restored.Done("");
        if (now is not null && !now.Leaving())
            return new Restored.Done($"It is in Auto Scaling group {now.Group}.");
        if (now is not null)
            return new Restored.NotReversible($"{id} is still leaving Auto Scaling group {now.Group}; undo again in some minutes.");

        var capacity = await GroupCapacity.FindAsync(autoScaling, before.Group, cancel);
        if (capacity is null)
            return new Restored.NotReversible($"Auto Scaling group {before.Group} is gone, so {id} can't go back; attach it to another group by hand.");
        if (Math.Max(capacity.Desired, capacity.Held) >= capacity.Max)
            return new Restored.NotReversible(
                $"Auto Scaling group {before.Group} has {capacity.Held} of at most {capacity.Max} instances since {id} was replaced; " +
                $"raise the maximum or end the replacement, then: aws autoscaling attach-instances --instance-ids {id} --auto-scaling-group-name {before.Group}");
        await journal.ChangeAsync("autoscaling:AttachInstances", $"{id} to {before.Group}",
            stop => autoScaling.AttachInstancesAsync(new() { InstanceIds = [id], AutoScalingGroupName = before.Group }, stop), cancel);
        return new Restored.Done(
            $"It is back in Auto Scaling group {before.Group}, whose desired capacity is {capacity.Desired + 1} (was {capacity.Desired}) with the replacement; " +
            $"lower it when you have chosen which to end.{Differences(before)}");
    }

    private static string Differences(GroupMembership before)
    {
        var protection = before.ProtectedFromScaleIn ? " It was protected from scale-in: set that by hand." : "";
        return before.State == "Standby" ? $"{protection} It was on standby and is in service." : protection;
    }
}
