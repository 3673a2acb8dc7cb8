using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Amazon.IdentityManagement;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Iam;

/// <summary>
/// Takes a user's password away, so that nobody signs in to the console with it. Nobody can read the password, so it never comes back:
/// quarantining the user is what can be undone.
/// </summary>
internal sealed partial class RemoveConsoleAccess(AwsClients aws)
    : Remediation<RemoveConsoleAccess.State>(aws, RemoveConsoleAccessJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Iam/RemoveConsoleAccess",
        Title = "Take the console password of user {target} away",
        Why = "Nobody signs in to the console as the user any more.",
        TargetType = "AwsIamUser",
        Resolves = ["UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", "UnauthorizedAccess:IAMUser/*", "InitialAccess:IAMUser/AnomalousBehavior"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.None,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["iam:GetLoginProfile", "iam:GetUser", "iam:ListAccessKeys"],
        Writes = ["iam:DeleteLoginProfile"],
        Scope = ["arn:{partition}:iam::{account}:user/{id}", "arn:{partition}:iam::{account}:user/*/{id}"],
        BlastRadiusReads = ["iam:GetAccessKeyLastUsed", "iam:ListMFADevices"],
        MayBreak =
            "The person can't sign in until they are given a new password. A console session that is open goes on: only quarantining the user ends it. " +
            "Access keys go on working. A person who comes through IAM Identity Center or another identity provider has no such password: disable them there.",
        HowToVerify = "aws iam get-login-profile --user-name USER answers NoSuchEntity.",
        HowToUndo =
            "The password can't be read and so can't be put back. Give the person a new one by a channel of its own: " +
            "aws iam create-login-profile --user-name USER --password PASSWORD --password-reset-required; and have them enrol their MFA device anew.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveUser.ReadAsync(Aws.Iam, target, cancel);
        if (look is not LiveUser.Usable { User: var user, Keys: var keys })
            return new Look<State>.Unusable(look.Objection);
        try
        {
            var found = (await Aws.Iam.GetLoginProfileAsync(new() { UserName = user.UserName }, cancel)).LoginProfile;
            var made = found.CreateDate?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return Usable(new Password(made ?? "an unknown time", found.PasswordResetRequired is true));
        }
        catch (AmazonIdentityManagementServiceException none) when (none.ErrorCode is "NoSuchEntity")
        {
            return Usable(null);
        }

        Look<State>.Usable Usable(Password? password) =>
            new(new(password) { LastSignIn = LastUse.OfPassword(user), ActiveKeys = [.. keys.Where(key => key.Status == StatusType.Active).Select(key => key.AccessKeyId)] }) { PrincipalArn = user.Arn };
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(Password: null);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now.Password is not null && wanted.Password is null)
            yield return new("iam:DeleteLoginProfile", $"of user {target.Resource.Id}",
                stop => Aws.Iam.DeleteLoginProfileAsync(new() { UserName = target.Resource.Id }, stop));
    }

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => before.Password is not null && now.Password is null
        ? $"The password of user {target.Resource.Id} was not to be read and can't be put back. {Description.HowToUndo}"
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Password is { } password
        ? $"User {target.Resource.Id} has a console password, made at {password.CreateDate} (IAM)."
        : $"User {target.Resource.Id} has no console password (IAM).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add(state.LastSignIn);
        lines.Add($"{state.ActiveKeys.Length} active access keys of the user go on working (IAM).");
        lines.AddRange(await LastUse.OfKeysAsync(Aws.Iam, state.ActiveKeys, cancel));
        await foreach (var page in Aws.Iam.Paginators.ListMFADevices(new() { UserName = target.Resource.Id }).Responses.WithCancellation(cancel))
        {
            foreach (var device in page.MFADevices ?? [])
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"MFA device {device.SerialNumber} since {device.EnableDate:yyyy-MM-dd}: ask the person whether it is theirs (IAM)."));
        }

        return lines.ToImmutable();
    }

    /// <summary>What is captured; it can't be put back.</summary>
    /// <param name="Password">The password; null when the user has none.</param>
    internal sealed record State(Password? Password)
    {
        /// <summary>When the person last signed in, in words.</summary>
        [JsonIgnore]
        public string LastSignIn { get; init; } = "";

        /// <summary>The access keys that work.</summary>
        [JsonIgnore]
        public ImmutableArray<string> ActiveKeys { get; init; } = [];
    }

    /// <summary>What IAM shows of a password.</summary>
    /// <param name="CreateDate">When it was made, in UTC.</param>
    /// <param name="PasswordResetRequired">It has to be changed at the next sign-in.</param>
    internal sealed record Password(string CreateDate, bool PasswordResetRequired);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RemoveConsoleAccessJson : JsonSerializerContext;
}
