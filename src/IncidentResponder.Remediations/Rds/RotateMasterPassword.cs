using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Rds;

/// <summary>
/// Has RDS give a database another master password, which it keeps in Secrets Manager; the responder never sees it. The instances of an
/// Aurora cluster share the cluster's.
/// </summary>
internal sealed partial class RotateMasterPassword(AwsClients aws) : Remediation<RotateMasterPassword.State>(aws, RotateMasterPasswordJson.Default.State)
{
    private const string Later = "any after ";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Rds/RotateMasterPassword",
        Title = "Change the master password of database {target}",
        Why = "The master password that was guessed or taken opens the database no more.",
        TargetType = "AwsRdsDbInstance",
        Resolves = ["CredentialAccess:RDS/*"],
        Risk = Risk.High,
        Reversibility = Reversibility.None,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["rds:DescribeDBClusters", "rds:DescribeDBInstances", "secretsmanager:DescribeSecret"],
        Writes = ["rds:ModifyDBCluster", "rds:ModifyDBInstance", "secretsmanager:RotateSecret"],
        Scope =
        [
            "arn:{partition}:rds:{region}:{account}:db:{id}", "arn:{partition}:rds:{region}:{account}:cluster:*",
            "arn:{partition}:secretsmanager:{region}:{account}:secret:rds!*",
        ],
        MayBreak =
            "Whoever cached the master password and does not read the secret anew on a refusal fails. Connections that are open go on: end them in the database. " +
            "Only the master user's password changes; other users keep theirs, those that the attacker made among them. " +
            "RDS can change it only with immediate application, so changes that wait for the maintenance window are made now as well, restarts among them: look at PendingModifiedValues before.",
        HowToVerify =
            "aws rds describe-db-instances --db-instance-identifier DB (for Aurora: aws rds describe-db-clusters) shows MasterUserSecret with SecretStatus active, " +
            "and aws secretsmanager describe-secret --secret-id SECRET shows AWSCURRENT at another version than before.",
        HowToUndo =
            "There is no way back: the old password is known to the attacker, and RDS does not take a managed password from anybody. " +
            "Have those who fail read the secret anew: aws secretsmanager get-secret-value --secret-id SECRET.",
    };

    private MasterSecrets Secrets => field ??= new(Aws);

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        await Secrets.ReadAsync(target.Resource, cancel) switch
        {
            Look<MasterSecret>.Usable { State: var live, Tags: var tags } => new Look<State>.Usable(
                new(live.Arn, live.Cluster, live.Version, live.ChangedOn) { Live = live })
            { Tags = tags },
            Look<MasterSecret>.Gone gone => new Look<State>.Gone(gone.Why),
            var other => new Look<State>.Unusable(((Look<MasterSecret>.Unusable)other).Why),
        };

    // Changed on a later day than the incident's: somebody was faster.
    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        target.Incident.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) is { } day && string.CompareOrdinal(before.ChangedOn, day) > 0
            ? before
            : before with { Version = Later + before.Version, ChangedOn = null };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (wanted.Version != Later + now.Version || now.Live is { IsMoving: true })
            yield break;

        if (now.Cluster is { } cluster)
            yield return new("rds:ModifyDBCluster", $"{cluster}: RotateMasterUserPassword=True, ApplyImmediately=True", stop => Aws.Rds.ModifyDBClusterAsync(
                new() { DBClusterIdentifier = cluster, RotateMasterUserPassword = true, ApplyImmediately = true }, stop));
        else
            yield return new("rds:ModifyDBInstance", $"{target.Resource.Id}: RotateMasterUserPassword=True, ApplyImmediately=True", stop => Aws.Rds.ModifyDBInstanceAsync(
                new() { DBInstanceIdentifier = target.Resource.Id, RotateMasterUserPassword = true, ApplyImmediately = true }, stop));
    }

    // RDS names the version that it makes, so that any other than the captured one is as wanted.
    /// <inheritdoc/>
    protected override State AsTold(RemediationTarget target, State now, State known) =>
        known.Version.StartsWith(Later, StringComparison.Ordinal) && known.Version != Later + now.Version && now.Secret == known.Secret && now.Cluster == known.Cluster
            ? known
            : now;

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.Live is { IsMoving: true, Status: var status }
        ? $"RDS is changing the master password of {target.Resource.Id}: its secret is {status}. It takes some minutes; if it stays so, look at the events with aws rds describe-events."
        : null;

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => now.Version == before.Version && now.Live is not { IsMoving: true }
        ? null
        : $"The master password of {target.Resource.Id} was changed. {Description.HowToUndo}";

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"The master password of {target.Resource.Id} is version {state.Version} of {state.Secret}, changed on {state.ChangedOn ?? "an unknown day"} (RDS, Secrets Manager).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>([.. UsesOf(target, state)]);

    private static IEnumerable<string> UsesOf(RemediationTarget target, State state)
    {
        if (state.Cluster is { } cluster)
            yield return $"{target.Resource.Id} is a member of cluster {cluster}, all of whose instances have this password (RDS).";
        yield return state.Live?.ReadOn is { } day ? $"The secret was last read on {day} (Secrets Manager)." : "Nobody is known to have read the secret (Secrets Manager).";
        if (state.Live is { Waiting: [_, ..] waiting })
            yield return $"New values of {string.Join(", ", waiting)} wait for the maintenance window; they are applied now as well (RDS).";
    }

    /// <summary>What is captured; it can't be put back.</summary>
    /// <param name="Secret">The ARN of the secret that RDS keeps.</param>
    /// <param name="Cluster">The cluster whose password it is; null when it is the instance's own.</param>
    /// <param name="Version">The id of the version that is AWSCURRENT.</param>
    /// <param name="ChangedOn">The day on which it was last changed, in UTC; null when unknown.</param>
    internal sealed record State(string Secret, string? Cluster, string Version, string? ChangedOn)
    {
        /// <summary>All that was read.</summary>
        [JsonIgnore]
        public MasterSecret? Live { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RotateMasterPasswordJson : JsonSerializerContext;
}
