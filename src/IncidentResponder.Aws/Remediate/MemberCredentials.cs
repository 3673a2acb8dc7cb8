using Amazon.Runtime;
using Amazon.SecurityToken;

namespace IncidentResponder.Aws.Remediate;

/// <summary>
/// Credentials of a member role, taken when a call first needs them and again when they end. They live for fifteen minutes, the least
/// that STS gives.
/// </summary>
/// <param name="sts">The client that takes the role.</param>
/// <param name="session">The session.</param>
public sealed class MemberCredentials(IAmazonSecurityTokenService sts, MemberSession session) : RefreshingAWSCredentials
{
    private const int Seconds = 900;

    /// <inheritdoc/>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var answer = await sts.AssumeRoleAsync(new()
        {
            RoleArn = session.RoleArn,
            RoleSessionName = session.Incident.Value,
            SourceIdentity = session.Incident.Value,
            ExternalId = session.ExternalId.Length > 0 ? session.ExternalId : null,
            DurationSeconds = Seconds,
            Policy = session.Policy,
            Tags = [.. session.Tags.Select(tag => new Amazon.SecurityToken.Model.Tag { Key = tag.Key, Value = tag.Value })],
        }).ConfigureAwait(false);
        var taken = answer.Credentials;
        return new(new(taken.AccessKeyId, taken.SecretAccessKey, taken.SessionToken), taken.Expiration ?? DateTime.MinValue);
    }

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();
}
