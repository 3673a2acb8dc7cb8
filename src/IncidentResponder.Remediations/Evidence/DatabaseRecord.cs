using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What RDS says of a database instance: who can reach it, and how it is kept.</summary>
/// <param name="aws">The clients.</param>
internal sealed class DatabaseRecord(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } = ["rds:DescribeDBInstances"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsRdsDbInstance";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Database", "database.json", () => ReadAsync(target.Resource.Id, cancel), cancel);

    private async Task<Piece> ReadAsync(string id, CancellationToken cancel)
    {
        var answer = await aws.Rds.DescribeDBInstancesAsync(new() { DBInstanceIdentifier = id }, cancel);
        var content = JsonPiece.Object(json => json.List("DBInstances", answer.DBInstances, (one, database) =>
        {
            one.Say("DBInstanceIdentifier", database.DBInstanceIdentifier);
            one.Say("DBInstanceArn", database.DBInstanceArn);
            one.Say("DBInstanceStatus", database.DBInstanceStatus);
            one.Say("Engine", database.Engine);
            one.Say("EngineVersion", database.EngineVersion);
            one.Say("Endpoint", database.Endpoint?.Address);
            one.Say("Port", database.Endpoint?.Port);
            one.Say("PubliclyAccessible", database.PubliclyAccessible);
            one.Say("StorageEncrypted", database.StorageEncrypted);
            one.Say("KmsKeyId", database.KmsKeyId);
            one.Say("IAMDatabaseAuthenticationEnabled", database.IAMDatabaseAuthenticationEnabled);
            one.Say("MasterUsername", database.MasterUsername);
            one.Say("DBClusterIdentifier", database.DBClusterIdentifier);
            one.Say("InstanceCreateTime", database.InstanceCreateTime);
            one.Say("LatestRestorableTime", database.LatestRestorableTime);
            one.Texts("VpcSecurityGroups", database.VpcSecurityGroups?.Select(group => group.VpcSecurityGroupId));
            one.Texts("DBParameterGroups", database.DBParameterGroups?.Select(group => group.DBParameterGroupName));
        }));
        return new Piece.Content(content, answer.ResponseMetadata?.RequestId);
    }
}
