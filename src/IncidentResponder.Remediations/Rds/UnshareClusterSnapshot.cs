using Amazon.RDS;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Rds;

/// <summary>Takes the snapshot of a DB cluster back from everybody and from every other account. Copies that others made stay theirs.</summary>
internal sealed class UnshareClusterSnapshot(AwsClients aws) : SnapshotUnsharing(aws)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Rds/UnshareClusterSnapshot",
        Title = "Stop sharing database cluster snapshot {target}",
        Why = "No other account can copy the snapshot or restore a cluster from it any more.",
        TargetType = "AwsRdsDbClusterSnapshot",
        Resolves = ["RDS.1", "ExternalAccess"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["rds:DescribeDBClusterSnapshotAttributes", "rds:DescribeDBClusterSnapshots"],
        Writes = ["rds:ModifyDBClusterSnapshotAttribute"],
        Scope = ["arn:{partition}:rds:{region}:{account}:cluster-snapshot:{id}"],
        MayBreak =
            "Accounts that restore from the snapshot, for backup or for another stage of a product, can't any more. What others copied or restored while it was shared is not called back: " +
            "look for CopyDBClusterSnapshot and RestoreDBClusterFromSnapshot in CloudTrail, and change every secret that is in the data.",
        HowToVerify = "aws rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier SNAPSHOT lists nobody under restore.",
        HowToUndo =
            "Undo shares the snapshot with the same accounts again, and with everybody if it was public. " +
            "By hand: aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier SNAPSHOT --attribute-name restore --values-to-add ACCOUNT.",
    };

    /// <inheritdoc/>
    protected override string Call => "rds:ModifyDBClusterSnapshotAttribute";

    /// <inheritdoc/>
    protected override string Kind => "Cluster snapshot";

    /// <inheritdoc/>
    protected override async Task<Look<SnapshotShares>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var id = IdOf(target.Resource);
        try
        {
            var found = (await Aws.Rds.DescribeDBClusterSnapshotsAsync(new() { DBClusterSnapshotIdentifier = id }, cancel)).DBClusterSnapshots.Single();
            if (WhyNot(target.Resource, found.DBClusterSnapshotArn, found.SnapshotType) is { } why)
                return new Look<SnapshotShares>.Unusable(why);

            var result = (await Aws.Rds.DescribeDBClusterSnapshotAttributesAsync(new() { DBClusterSnapshotIdentifier = id }, cancel)).DBClusterSnapshotAttributesResult;
            var restore = (result.DBClusterSnapshotAttributes ?? []).FirstOrDefault(one => one.AttributeName == Restore);
            var facts = FactsOf($"DB cluster {found.DBClusterIdentifier}", found.SnapshotCreateTime, found.StorageEncrypted is true, found.KmsKeyId);
            return new Look<SnapshotShares>.Usable(SharesOf(restore?.AttributeValues, facts)) { Tags = LiveDatabase.TagsOf(found.TagList) };
        }
        catch (AmazonRDSException gone) when (gone.ErrorCode is "DBClusterSnapshotNotFoundFault")
        {
            return new Look<SnapshotShares>.Gone(LiveDatabase.Missing(Kind, id, target.Resource));
        }
    }

    /// <inheritdoc/>
    protected override Task ShareAsync(string snapshot, List<string>? add, List<string>? remove, CancellationToken cancel) => Aws.Rds.ModifyDBClusterSnapshotAttributeAsync(
        new() { DBClusterSnapshotIdentifier = snapshot, AttributeName = Restore, ValuesToAdd = add, ValuesToRemove = remove }, cancel);
}
