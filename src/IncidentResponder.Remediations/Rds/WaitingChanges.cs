using Amazon.RDS.Model;

namespace IncidentResponder.Remediations.Rds;

/// <summary>Names the values of a database that wait for its maintenance window.</summary>
internal static class WaitingChanges
{
    /// <summary>Those of an instance.</summary>
    public static IEnumerable<string> Of(PendingModifiedValues? waiting) => waiting is null ? [] : Named(
        ("DBInstanceClass", waiting.DBInstanceClass), ("AllocatedStorage", waiting.AllocatedStorage), ("Port", waiting.Port),
        ("BackupRetentionPeriod", waiting.BackupRetentionPeriod), ("MultiAZ", waiting.MultiAZ), ("EngineVersion", waiting.EngineVersion),
        ("LicenseModel", waiting.LicenseModel), ("Iops", waiting.Iops), ("StorageThroughput", waiting.StorageThroughput),
        ("DBInstanceIdentifier", waiting.DBInstanceIdentifier), ("StorageType", waiting.StorageType),
        ("CACertificateIdentifier", waiting.CACertificateIdentifier), ("DBSubnetGroupName", waiting.DBSubnetGroupName),
        ("IAMDatabaseAuthenticationEnabled", waiting.IAMDatabaseAuthenticationEnabled), ("Engine", waiting.Engine));

    /// <summary>Those of a cluster.</summary>
    public static IEnumerable<string> Of(ClusterPendingModifiedValues? waiting) => waiting is null ? [] : Named(
        ("AllocatedStorage", waiting.AllocatedStorage), ("BackupRetentionPeriod", waiting.BackupRetentionPeriod),
        ("DBClusterIdentifier", waiting.DBClusterIdentifier), ("EngineVersion", waiting.EngineVersion), ("Iops", waiting.Iops),
        ("StorageType", waiting.StorageType), ("IAMDatabaseAuthenticationEnabled", waiting.IAMDatabaseAuthenticationEnabled));

    private static IEnumerable<string> Named(params IEnumerable<(string Name, object? Value)> values) =>
        values.Where(one => one.Value is not null).Select(one => one.Name);
}
