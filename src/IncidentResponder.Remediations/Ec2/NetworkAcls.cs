using Amazon.EC2;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Reads network ACLs.</summary>
internal static class NetworkAcls
{
    /// <summary>Those of a VPC.</summary>
    public static async Task<IReadOnlyList<NetworkAcl>> OfVpcAsync(IAmazonEC2 ec2, string vpc, CancellationToken cancel)
    {
        var found = new List<NetworkAcl>();
        var request = new DescribeNetworkAclsRequest { Filters = [new() { Name = "vpc-id", Values = [vpc] }] };
        await foreach (var page in ec2.Paginators.DescribeNetworkAcls(request).Responses.WithCancellation(cancel))
            found.AddRange(page.NetworkAcls ?? []);
        return found;
    }
}
