using Amazon.RDS;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Rds;

/// <summary>Takes the snapshot of a DB instance back from everybody and from every other account. Copies that others made stay theirs.</summary>
internal sealed class UnshareSnapshot(AwsClients aws) : SnapshotUnsharing(aws)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Rds/UnshareSnapshot",
        Title = "Stop sharing database snapshot {target}",
        Why = "No other account can copy the snapshot or restore a database from it any more.",
        TargetType = "AwsRdsDbSnapshot",
        Resolves = ["RDS.1", "ExternalAccess"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["rds:DescribeDBSnapshotAttributes", "rds:DescribeDBSnapshots"],
        Writes = ["rds:ModifyDBSnapshotAttribute"],
        Scope = ["arn:{partition}:rds:{region}:{account}:snapshot:{id}"],
        MayBreak =
            "Accounts that restore from the snapshot, for backup or for another stage of a product, can't any more. What others copied or restored while it was shared is not called back: " +
            "look for CopyDBSnapshot and RestoreDBInstanceFromDBSnapshot in CloudTrail, and change every secret that is in the data.",
        HowToVerify = "aws rds describe-db-snapshot-attributes --db-snapshot-identifier SNAPSHOT lists nobody under restore.",
        HowToUndo =
            "Undo shares the snapshot with the same accounts again, and with everybody if it was public. " +
            "By hand: aws rds modify-db-snapshot-attribute --db-snapshot-identifier SNAPSHOT --attribute-name restore --values-to-add ACCOUNT.",
    };

    /// <inheritdoc/>
    protected override string Call => "rds:ModifyDBSnapshotAttribute";

    /// <inheritdoc/>
    protected override string Kind => "Snapshot";

    /// <inheritdoc/>
    protected override async Task<Look<SnapshotShares>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var id = IdOf(target.Resource);
        try
        {
            var found = (await Aws.Rds.DescribeDBSnapshotsAsync(new() { DBSnapshotIdentifier = id }, cancel)).DBSnapshots.Single();
            if (WhyNot(target.Resource, found.DBSnapshotArn, found.SnapshotType) is { } why)
                return new Look<SnapshotShares>.Unusable(why);

            var result = (await Aws.Rds.DescribeDBSnapshotAttributesAsync(new() { DBSnapshotIdentifier = id }, cancel)).DBSnapshotAttributesResult;
            var restore = (result.DBSnapshotAttributes ?? []).FirstOrDefault(one => one.AttributeName == Restore);
            var facts = FactsOf($"DB instance {found.DBInstanceIdentifier}", found.SnapshotCreateTime, found.Encrypted is true, found.KmsKeyId);
            return new Look<SnapshotShares>.Usable(SharesOf(restore?.AttributeValues, facts)) { Tags = LiveDatabase.TagsOf(found.TagList) };
        }
        catch (AmazonRDSException gone) when (gone.ErrorCode is "DBSnapshotNotFound")
        {
            return new Look<SnapshotShares>.Gone(LiveDatabase.Missing(Kind, id, target.Resource));
        }
    }

    /// <inheritdoc/>
    protected override Task ShareAsync(string snapshot, List<string>? add, List<string>? remove, CancellationToken cancel) => Aws.Rds.ModifyDBSnapshotAttributeAsync(
        new() { DBSnapshotIdentifier = snapshot, AttributeName = Restore, ValuesToAdd = add, ValuesToRemove = remove }, cancel);
}
