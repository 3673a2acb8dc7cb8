using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Rds;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.Rds;

public sealed class UnshareSnapshotTests(Moto moto) : SnapshotUnsharingContract(moto, "AwsRdsDbSnapshot")
{
    protected override Task<DatabaseSnapshotWorld> WorldAsync(params string[] with) => DatabaseSnapshotWorld.OfInstanceAsync(Moto, [.. with]);

    protected override IRemediation Make(AwsClients aws) => new UnshareSnapshot(aws);
}
