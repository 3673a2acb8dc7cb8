using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.CognitoIdentityProvider;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Cognito;

/// <summary>
/// Disables a user of a user pool, and then ends its sessions: the other way round the attacker would sign in again in between.
/// The target's id is "POOL/USER".
/// </summary>
internal sealed partial class DisableUser(AwsClients aws) : Remediation<DisableUser.State>(aws, DisableUserJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Cognito/DisableUser",
        Title = "Disable the user {target}",
        Why = "Nobody signs in as the user any more, and nobody gets new tokens from a session that is open.",
        TargetType = "AwsCognitoUserPoolUser",
        // No AWS service finds users of pools to be taken over; people name the user.
        Resolves = [],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["cognito-idp:AdminGetUser"],
        Writes = ["cognito-idp:AdminDisableUser", "cognito-idp:AdminEnableUser", "cognito-idp:AdminUserGlobalSignOut"],
        Scope = ["arn:{partition}:cognito-idp:{region}:{account}:userpool/*"],
        MayBreak =
            "The person can't sign in. ID and access tokens that were issued pass every check that does not ask Cognito until they expire, and so do AWS " +
            "credentials from an identity pool: revoking the sessions of its role would hit everybody who signed in. The cookie of managed login lives on, and an " +
            "account at another identity provider stays active: disable it there.",
        HowToVerify = "aws cognito-idp admin-get-user --user-pool-id POOL --username USER shows Enabled false, and a refresh token is refused.",
        HowToUndo =
            "Undo enables the user only if it was enabled; the person signs in anew, for ended sessions don't come back. " +
            "By hand: aws cognito-idp admin-enable-user --user-pool-id POOL --username USER.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        if (PartsOf(target) is not ({ Length: > 0 } pool, { Length: > 0 } user))
            return new Look<State>.Unusable($"'{target.Resource.Id}' is no POOL/USER, so it is not known whom to disable; look for the user in the pool by hand.");
        if (!pool.StartsWith($"{target.Resource.Region}_", StringComparison.Ordinal))
            return new Look<State>.Unusable($"User pool {pool} is not in {target.Resource.Region} as the finding says; it is left alone.");
        try
        {
            var found = await Aws.Cognito.AdminGetUserAsync(new() { UserPoolId = pool, Username = user }, cancel);
            return new Look<State>.Usable(new(found.Enabled is true) { Status = found.UserStatus?.Value ?? "", Factors = [.. found.UserMFASettingList ?? []] });
        }
        catch (AmazonCognitoIdentityProviderException gone) when (gone.ErrorCode is "UserNotFoundException" or "ResourceNotFoundException")
        {
            return new Look<State>.Gone($"User {user} does not exist in pool {pool} of account {target.Resource.Account}; check whether it was deleted after the finding.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before with { Enabled = false };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var (pool, user) = PartsOf(target);
        if (now.Enabled == wanted.Enabled)
            yield break;

        // A disabled user's tokens are refused; the sessions are ended again before it is enabled, should the first attempt have been cut short.
        if (!wanted.Enabled)
            yield return new("cognito-idp:AdminDisableUser", $"{user} of {pool}",
                stop => Aws.Cognito.AdminDisableUserAsync(new() { UserPoolId = pool, Username = user }, stop));
        yield return new("cognito-idp:AdminUserGlobalSignOut", $"{user} of {pool}",
            stop => Aws.Cognito.AdminUserGlobalSignOutAsync(new() { UserPoolId = pool, Username = user }, stop));
        if (wanted.Enabled)
            yield return new("cognito-idp:AdminEnableUser", $"{user} of {pool}",
                stop => Aws.Cognito.AdminEnableUserAsync(new() { UserPoolId = pool, Username = user }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"User {PartsOf(target).User} of pool {PartsOf(target).Pool} is {(state.Enabled ? "enabled" : "disabled")} (Cognito).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>(
        [
            $"The user's status is {state.Status}{(state.Status is "EXTERNAL_PROVIDER" ? ", so it signs in at another identity provider: disable it there as well" : "")} (Cognito).",
            state.Factors.Count == 0 ? "The user has no second factor (Cognito)." : $"Its second factors are {string.Join(", ", state.Factors)}: ask the person whether they are theirs (Cognito).",
        ]);

    private static (string Pool, string User) PartsOf(RemediationTarget target) =>
        target.Resource.Id.Split('/', 2) is [var pool, var user] ? (pool, user) : ("", "");

    /// <summary>What is captured and put back.</summary>
    /// <param name="Enabled">The user may sign in.</param>
    internal sealed record State(bool Enabled)
    {
        /// <summary>"CONFIRMED", "EXTERNAL_PROVIDER" and so on.</summary>
        [JsonIgnore]
        public string Status { get; init; } = "";

        /// <summary>The second factors that it has.</summary>
        [JsonIgnore]
        public IReadOnlyList<string> Factors { get; init; } = [];
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class DisableUserJson : JsonSerializerContext;
}
