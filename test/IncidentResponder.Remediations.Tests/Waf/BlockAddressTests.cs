using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Waf;

namespace IncidentResponder.Remediations.Tests.Waf;

public sealed class BlockAddressTests(Moto moto) : IpSetContract(moto, "REGIONAL", Moto.Region)
{
    protected override IRemediation Make(AwsClients aws) => new BlockAddress(aws);
}
