namespace IncidentResponder.LocalCloud.Respond.Seeding;

/// <summary>The names of an instance that was made and of what it belongs to.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="VpcId">Its network.</param>
/// <param name="AutoScalingGroup">Its group.</param>
public sealed record SeededInstance(string InstanceId, string VpcId, string AutoScalingGroup);
