using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Amazon.SecretsManager.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.SecretsManager;

/// <summary>
/// Rotates a secret at once by the function that rotates it on schedule. The new version is named after the incident, so that an attempt
/// that was cut short is gone on with and does not rotate twice.
/// </summary>
internal sealed partial class RotateSecret(AwsClients aws) : Remediation<RotateSecret.State>(aws, RotateSecretJson.Default.State)
{
    private const string Current = "AWSCURRENT";
    private const string Pending = "AWSPENDING";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "SecretsManager/RotateSecret",
        Title = "Rotate secret {target}",
        Why = "The value that was read opens nothing any more.",
        TargetType = "AwsSecretsManagerSecret",
        Resolves = ["CredentialAccess:IAMUser/AnomalousBehavior", "CredentialAccess:RDS/*", "AttackSequence:IAM/CompromisedCredentials"],
        Risk = Risk.High,
        Reversibility = Reversibility.None,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["secretsmanager:DescribeSecret"],
        Writes = ["lambda:InvokeFunction", "secretsmanager:RotateSecret"],
        Scope =
        [
            "arn:{partition}:secretsmanager:{region}:{account}:secret:{id}-*", "arn:{partition}:secretsmanager:{region}:{account}:secret:*{id}",
            "arn:{partition}:lambda:{region}:{account}:function:SecretsManager*",
        ],
        MayBreak =
            "Whoever cached the value and does not read it anew on a refusal fails. Where the rotation alternates between two database users, the old user's " +
            "password stays valid until the next rotation: rotate twice. Connections that are open go on, and the old value can still be read as AWSPREVIOUS. " +
            "The rotation function's name has to begin with SecretsManager, as AWS's own do; grant lambda:InvokeFunction on any other.",
        HowToVerify =
            "aws secretsmanager describe-secret --secret-id SECRET shows AWSCURRENT at the new version and AWSPENDING at no other; signing in with the old value fails. " +
            "Where the rotation alternates between two users, rotate twice and look again.",
        HowToUndo =
            "There is no way back: moving AWSCURRENT to the old version would name a password that the database does not take any more. " +
            "Have those who fail read the secret anew; aws secretsmanager rotate-secret --secret-id SECRET sets yet another value.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        await LiveSecret.ReadAsync(Aws.SecretsManager, target.Resource, cancel) switch
        {
            Look<DescribeSecretResponse>.Usable { State: var secret } => Judge(target, secret),
            Look<DescribeSecretResponse>.Gone gone => new Look<State>.Gone(gone.Why),
            var other => new Look<State>.Unusable(((Look<DescribeSecretResponse>.Unusable)other).Why),
        };

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(VersionFor(target));

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var version = VersionFor(target);
        if (wanted.Version == version && now.Version != version && !now.Others.Contains(version))
            yield return new("secretsmanager:RotateSecret", $"{target.Resource.Id}: to version {version}, at once", stop => Aws.SecretsManager.RotateSecretAsync(
                new() { SecretId = LiveSecret.IdOf(target.Resource), ClientRequestToken = version, RotateImmediately = true }, stop));
    }

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.Pending == wanted.Version
        ? $"Secret {target.Resource.Id} is being rotated: version {now.Pending} is {Pending} and {now.Version} still {Current}. If it stays so, look at the log of {now.Function}."
        : null;

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => now.Version == before.Version && now.Pending is null
        ? null
        : $"The secret was rotated from version {before.Version}. {Description.HowToUndo}";

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => $"Secret {target.Resource.Id} has version {state.Version} as {Current} (Secrets Manager).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>([.. LiveSecret.UsesOf(state.LastRead, []), $"It is rotated by {state.Function} (Secrets Manager)."]);

    private static Look<State> Judge(RemediationTarget target, DescribeSecretResponse secret)
    {
        var stages = secret.VersionIdsToStages ?? new();
        string? With(string stage) => stages.FirstOrDefault(version => version.Value.Contains(stage)).Key;
        if (With(Current) is not { } current)
            return new Look<State>.Unusable($"Secret {secret.Name} has no version with a value; nothing is left to contain.");
        if (secret.RotationEnabled is not true && current != VersionFor(target))
            return new Look<State>.Unusable(
                $"Secret {secret.Name} has no rotation: change the value where it is used and then here by hand (aws secretsmanager put-secret-value), " +
                "or set a rotation up with aws secretsmanager rotate-secret --rotation-lambda-arn FUNCTION.");

        var pending = With(Pending) is { } version && version != current ? version : null;
        return pending is not null && pending != VersionFor(target)
            ? new Look<State>.Unusable(
                $"A rotation of secret {secret.Name} to version {pending} is under way or stuck, which keeps others from starting: look at the log of {FunctionOf(secret)}, " +
                $"or end it with aws secretsmanager update-secret-version-stage --version-stage {Pending} --remove-from-version-id {pending}.")
            : new Look<State>.Usable(new(current)
            {
                Pending = pending,
                Others = [.. stages.Keys],
                LastRead = secret.LastAccessedDate,
                Function = FunctionOf(secret),
            });
    }

    private static string FunctionOf(DescribeSecretResponse secret) => secret.RotationLambdaARN is { Length: > 0 } arn ? arn : "Secrets Manager itself";

    // At least 32 characters, as Secrets Manager asks.
    private static string VersionFor(RemediationTarget target) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{target.Incident} {LiveSecret.IdOf(target.Resource)}")))[..32];

    /// <summary>What is captured; it can't be put back.</summary>
    /// <param name="Version">The id of the version that is AWSCURRENT.</param>
    internal sealed record State(string Version)
    {
        /// <summary>The version that a rotation is making; null when none is.</summary>
        [JsonIgnore]
        public string? Pending { get; init; }

        /// <summary>All versions that have a stage.</summary>
        [JsonIgnore]
        public ImmutableArray<string> Others { get; init; } = [];

        /// <summary>On which day the secret was last read; null when never.</summary>
        [JsonIgnore]
        public DateTime? LastRead { get; init; }

        /// <summary>What rotates it.</summary>
        [JsonIgnore]
        public string Function { get; init; } = "";
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RotateSecretJson : JsonSerializerContext;
}
