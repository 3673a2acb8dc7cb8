using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A database snapshot of its own, of an instance or of a cluster, shared with others; made and read past the code under test.</summary>
public sealed class DatabaseSnapshotWorld
{
    private static int s_snapshots;
    private readonly Moto _moto;
    private readonly string _kind;

    private DatabaseSnapshotWorld(Moto moto, string kind) => (_moto, _kind) = (moto, kind);

    public required string Snapshot { get; init; }

    /// <summary>Makes the snapshot of an instance.</summary>
    public static async Task<DatabaseSnapshotWorld> OfInstanceAsync(Moto moto, params ImmutableArray<string> with)
    {
        var instance = (await DatabaseWorld.InstanceAsync(moto, isPublic: false)).Instance;
        var world = new DatabaseSnapshotWorld(moto, "DBSnapshot") { Snapshot = $"{instance}-copy" };
        await moto.AskAsync("rds", "CreateDBSnapshot", ("DBInstanceIdentifier", instance), ("DBSnapshotIdentifier", world.Snapshot));
        return await world.SharedAsync(with);
    }

    /// <summary>Makes the snapshot of a cluster.</summary>
    public static async Task<DatabaseSnapshotWorld> OfClusterAsync(Moto moto, params ImmutableArray<string> with)
    {
        var cluster = $"ledger-{Interlocked.Increment(ref s_snapshots)}";
        await moto.AskAsync("rds", "CreateDBCluster",
            ("DBClusterIdentifier", cluster), ("Engine", "aurora-postgresql"), ("MasterUsername", "root"), ("MasterUserPassword", "not-a-secret"));
        var world = new DatabaseSnapshotWorld(moto, "DBClusterSnapshot") { Snapshot = $"{cluster}-copy" };
        await moto.AskAsync("rds", "CreateDBClusterSnapshot", ("DBClusterIdentifier", cluster), ("DBClusterSnapshotIdentifier", world.Snapshot));
        return await world.SharedAsync(with);
    }

    /// <summary>Shares it with one more.</summary>
    public Task ShareAsync(string with) => _moto.AskAsync("rds", $"Modify{_kind}Attribute",
        ($"{_kind}Identifier", Snapshot), ("AttributeName", "restore"), ("ValuesToAdd.AttributeValue.1", with));

    public Task DeleteAsync() => _moto.AskAsync("rds", $"Delete{_kind}", ($"{_kind}Identifier", Snapshot));

    /// <summary>With whom it is shared.</summary>
    public async Task<string> SharesAsync()
    {
        var answer = await _moto.AskAsync("rds", $"Describe{_kind}Attributes", ($"{_kind}Identifier", Snapshot));
        return string.Join(", ", answer.Descendants("AttributeValue").Select(one => one.Value).Order(StringComparer.Ordinal));
    }

    private async Task<DatabaseSnapshotWorld> SharedAsync(ImmutableArray<string> with)
    {
        foreach (var one in with)
            await ShareAsync(one);
        return this;
    }
}
