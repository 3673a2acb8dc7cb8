namespace IncidentResponder.Remediations.Ec2;

/// <summary>An Elastic IP address and where it is associated.</summary>
/// <param name="PublicIp">The address.</param>
/// <param name="AllocationId">"eipalloc-…".</param>
/// <param name="AssociationId">"eipassoc-…"; empty when it is associated with nothing.</param>
/// <param name="NetworkInterface">"eni-…"; empty when it is associated with nothing.</param>
/// <param name="PrivateIp">The private address of the interface that it maps to.</param>
internal sealed record ElasticAddress(
    string PublicIp, string AllocationId, string AssociationId, string NetworkInterface, string PrivateIp);
