using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace IncidentResponder.Aws;

/// <summary>Settings that are a secret of Secrets Manager. Kept for five minutes, so that a rotation is taken up soon.</summary>
/// <param name="client">The client.</param>
/// <param name="secretId">The secret's ARN.</param>
/// <param name="clock">The time, for how long it is kept.</param>
public sealed class SettingsSecret(IAmazonSecretsManager client, string secretId, TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);

    private (string Text, long At)? _kept;

    /// <summary>The secret's text.</summary>
    /// <exception cref="IOException">It could not be read, and nothing is kept; the sentence says what to check.</exception>
    public async Task<string> ReadAsync(CancellationToken cancel)
    {
        if (_kept is { } kept && clock.GetElapsedTime(kept.At) < Keep)
            return kept.Text;

        try
        {
            var answer = await client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = secretId }, cancel).ConfigureAwait(false);
            _kept = (answer.SecretString ?? "", clock.GetTimestamp());
            return _kept.Value.Text;
        }
        catch (AmazonServiceException refused)
        {
            throw new IOException($"Secret {secretId} with settings could not be read ({refused.ErrorCode}); check that it exists and that the function's role may read it.", refused);
        }
    }
}
