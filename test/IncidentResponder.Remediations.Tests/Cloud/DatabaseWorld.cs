using System.Collections.Immutable;
using System.Xml.Linq;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>
/// A DB instance of its own, made and read past the code under test. It keeps the changes that wait for the maintenance window, which moto
/// has not: a call that asks for immediate application flushes them, as AWS does.
/// </summary>
public sealed class DatabaseWorld
{
    private static int s_databases;
    private readonly Moto _moto;
    private ImmutableList<string> _pending = ["DBInstanceClass=db.r6g.large"];

    private DatabaseWorld(Moto moto) => _moto = moto;

    public required string Instance { get; init; }

    /// <summary>Makes an instance.</summary>
    public static Task<DatabaseWorld> InstanceAsync(Moto moto, bool isPublic) => WithAsync(moto,
        ("PubliclyAccessible", isPublic ? "true" : "false"), ("MasterUserPassword", "not-a-secret"), ("AllocatedStorage", "20"), ("Engine", "postgres"), ("MasterUsername", "root"));

    /// <summary>Makes an instance whose password RDS keeps in Secrets Manager.</summary>
    public static async Task<DatabaseWorld> ManagedAsync(Moto moto)
    {
        var world = await WithAsync(moto, ("ManageMasterUserPassword", "true"), ("AllocatedStorage", "20"), ("Engine", "postgres"), ("MasterUsername", "root"));
        await world.KeeperAsync();
        return world;
    }

    /// <summary>Makes an instance of an Aurora cluster whose password RDS keeps in Secrets Manager.</summary>
    public static async Task<DatabaseWorld> AuroraAsync(Moto moto)
    {
        var cluster = $"aurora-{Interlocked.Increment(ref s_databases)}";
        await moto.AskAsync("rds", "CreateDBCluster",
            ("DBClusterIdentifier", cluster), ("Engine", "aurora-postgresql"), ("MasterUsername", "root"), ("ManageMasterUserPassword", "true"));
        var member = await WithAsync(moto, ("DBClusterIdentifier", cluster), ("Engine", "aurora-postgresql"));
        var world = new DatabaseWorld(moto) { Instance = member.Instance, Cluster = cluster };
        await world.KeeperAsync();
        return world;
    }

    /// <summary>The cluster that it is a member of; null when it is of its own.</summary>
    public string? Cluster { get; private init; }

    /// <summary>Answers calls about changes that wait.</summary>
    public string? Answer(string call, string body)
    {
        if (call == "rds:ModifyDBInstance" && body.Contains("ApplyImmediately=true", StringComparison.OrdinalIgnoreCase))
            _pending = [];
        return null;
    }

    /// <summary>Changes the instance as somebody else would.</summary>
    public Task ModifyAsync(string name, string value) => _moto.AskAsync("rds", "ModifyDBInstance", ("DBInstanceIdentifier", Instance), (name, value));

    public Task DeleteAsync() => _moto.AskAsync("rds", "DeleteDBInstance", ("DBInstanceIdentifier", Instance), ("SkipFinalSnapshot", "true"));

    /// <summary>Whether it is public, and which changes wait.</summary>
    public async Task<string> AccessAsync() =>
        $"public: {(await ShownAsync()).Element("PubliclyAccessible")!.Value}; waiting: {string.Join(", ", _pending)}";

    /// <summary>Which version of the password is the current one.</summary>
    public async Task<string> SecretAsync()
    {
        var arn = (await KeeperAsync()).Descendants("SecretArn").First().Value;
        var shown = await _moto.JsonAsync("secretsmanager", "secretsmanager.DescribeSecret", $$"""{"SecretId": "{{arn}}"}""");
        return shown.GetProperty("VersionIdsToStages").EnumerateObject().Single(version => version.Value.GetRawText().Contains("AWSCURRENT", StringComparison.Ordinal)).Name;
    }

    /// <summary>Changes the password as somebody else would.</summary>
    public async Task RotateAsync()
    {
        await (Cluster is { } cluster
            ? _moto.AskAsync("rds", "ModifyDBCluster", ("DBClusterIdentifier", cluster), ("RotateMasterUserPassword", "true"), ("ApplyImmediately", "true"))
            : _moto.AskAsync("rds", "ModifyDBInstance", ("DBInstanceIdentifier", Instance), ("RotateMasterUserPassword", "true"), ("ApplyImmediately", "true")));
        await KeeperAsync();
    }

    // What has the password. Asked once, moto has done with what it says it is at.
    private Task<XElement> KeeperAsync() => Cluster is { } cluster ? _moto.AskAsync("rds", "DescribeDBClusters", ("DBClusterIdentifier", cluster)) : ShownAsync();

    private async Task<XElement> ShownAsync() =>
        (await _moto.AskAsync("rds", "DescribeDBInstances", ("DBInstanceIdentifier", Instance))).Descendants("DBInstance").Single();

    private static async Task<DatabaseWorld> WithAsync(Moto moto, params ImmutableArray<(string, string)> parameters)
    {
        var name = $"orders-{Interlocked.Increment(ref s_databases)}";
        await moto.AskAsync("rds", "CreateDBInstance", [("DBInstanceIdentifier", name), ("DBInstanceClass", "db.t4g.medium"), .. parameters]);
        return new(moto) { Instance = name };
    }
}
