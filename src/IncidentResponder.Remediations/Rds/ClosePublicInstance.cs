using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Amazon.RDS.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Rds;

/// <summary>
/// Takes a DB instance's public address away. The call does not ask for immediate application: this change is applied at once anyway, and
/// asking would flush every other change that waits for the maintenance window, restarts among them.
/// </summary>
internal sealed partial class ClosePublicInstance(AwsClients aws) : Remediation<ClosePublicInstance.State>(aws, ClosePublicInstanceJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Rds/ClosePublicInstance",
        Title = "Take the public address of DB instance {target} away",
        Why = "The name of the database leads to a private address, so that nobody on the internet reaches it.",
        TargetType = "AwsRdsDbInstance",
        Resolves = ["RDS.2"],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["rds:DescribeDBInstances"],
        Writes = ["rds:ModifyDBInstance"],
        Scope = ["arn:{partition}:rds:{region}:{account}:db:{id}"],
        MayBreak =
            "Every client that comes from outside the VPC loses the database, offices and other clouds among them; connections that are open end with the address. " +
            "Clients keep the old address until their DNS caches end. In Aurora each instance has an address of its own: the others of the cluster stay as they are. " +
            "Changes that wait for the maintenance window go on waiting. Whoever is inside the VPC, or comes through peering or a VPN, still reaches it.",
        HowToVerify =
            "aws rds describe-db-instances --db-instance-identifier DB shows PubliclyAccessible false, and its endpoint's name answers with a private address.",
        HowToUndo =
            "Undo makes the instance publicly accessible again, under another public address. " +
            "By hand: aws rds modify-db-instance --db-instance-identifier DB --publicly-accessible --no-apply-immediately.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        await LiveDatabase.ReadAsync(Aws.Rds, target.Resource, cancel) switch
        {
            Look<DBInstance>.Usable { State: var found, Tags: var tags } => Judge(target, found, tags),
            Look<DBInstance>.Gone gone => new Look<State>.Gone(gone.Why),
            var other => new Look<State>.Unusable(((Look<DBInstance>.Unusable)other).Why),
        };

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(PubliclyAccessible: false);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now.PubliclyAccessible != wanted.PubliclyAccessible)
            yield return new("rds:ModifyDBInstance", $"{target.Resource.Id}: PubliclyAccessible={wanted.PubliclyAccessible}, ApplyImmediately=False", stop =>
                Aws.Rds.ModifyDBInstanceAsync(new() { DBInstanceIdentifier = target.Resource.Id, PubliclyAccessible = wanted.PubliclyAccessible, ApplyImmediately = false }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"DB instance {target.Resource.Id} is {(state.PubliclyAccessible ? "publicly accessible" : "reached only from inside its VPC")} (RDS).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) => Task.FromResult(state.Uses);

    // RDS changes nothing about an instance that is stopped; it has no address then either.
    private static Look<State> Judge(RemediationTarget target, DBInstance found, ImmutableSortedDictionary<string, string> tags) => found.DBInstanceStatus is "stopped"
        ? new Look<State>.Unusable(
            $"DB instance {target.Resource.Id} is stopped: nobody reaches it, and RDS changes nothing about it until it starts, by itself {StartOf(found)}. " +
            "Contain it then, before its security groups let anybody in.")
        : new Look<State>.Usable(new(found.PubliclyAccessible is true) { Uses = [.. UsesOf(found)] }) { Tags = tags };

    private static string StartOf(DBInstance found) => found.AutomaticRestartTime is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"at {at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC at the latest")
        : "seven days after it was stopped at the latest";

    private static IEnumerable<string> UsesOf(DBInstance found)
    {
        if (found.Endpoint is { Address: { } address, Port: var port })
            yield return $"Clients reach it at {address}, port {port} (RDS).";
        foreach (var group in found.VpcSecurityGroups ?? [])
            yield return $"Security group {group.VpcSecurityGroupId} stays on it; close its open rules too (RDS).";
        if (found.DBClusterIdentifier is { Length: > 0 } cluster)
            yield return $"It is a member of cluster {cluster}, whose other instances stay as they are (RDS).";
        foreach (var replica in found.ReadReplicaDBInstanceIdentifiers ?? [])
            yield return $"Its read replica {replica} has the same data and an address of its own, which stays as it is (RDS).";
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="PubliclyAccessible">Its name leads to a public address for those outside the VPC.</param>
    internal sealed record State(bool PubliclyAccessible)
    {
        /// <summary>Who uses it, in sentences.</summary>
        [JsonIgnore]
        public ImmutableArray<string> Uses { get; init; } = [];
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class ClosePublicInstanceJson : JsonSerializerContext;
}
