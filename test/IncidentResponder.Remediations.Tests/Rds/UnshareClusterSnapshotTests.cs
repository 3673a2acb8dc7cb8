using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Rds;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.Rds;

public sealed class UnshareClusterSnapshotTests(Moto moto) : SnapshotUnsharingContract(moto, "AwsRdsDbClusterSnapshot")
{
    protected override Task<DatabaseSnapshotWorld> WorldAsync(params string[] with) => DatabaseSnapshotWorld.OfClusterAsync(Moto, [.. with]);

    protected override IRemediation Make(AwsClients aws) => new UnshareClusterSnapshot(aws);
}
