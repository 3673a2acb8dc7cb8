using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Waf;

namespace IncidentResponder.Remediations.Tests.Waf;

public sealed class BlockAddressAtEdgeTests(Moto moto) : IpSetContract(moto, "CLOUDFRONT", "us-east-1")
{
    protected override IRemediation Make(AwsClients aws) => new BlockAddressAtEdge(aws);
}
