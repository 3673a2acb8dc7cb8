namespace IncidentResponder.Remediations.Ec2;

/// <summary>An instance's protection and its Auto Scaling group as they were before it was kept.</summary>
/// <param name="Protection">The settings.</param>
/// <param name="Membership">The group; null when it was in none.</param>
internal sealed record ProtectionState(InstanceProtection Protection, GroupMembership? Membership);
