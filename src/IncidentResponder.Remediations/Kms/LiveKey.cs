using System.Collections.Immutable;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Kms;

/// <summary>A key as it is, if it is the customer's and the finding's.</summary>
internal static class LiveKey
{
    /// <summary>Reads the key, its tags and what a remediation wants of it.</summary>
    /// <param name="kms">KMS, in the target's account and Region.</param>
    /// <param name="target">The key.</param>
    /// <param name="state">Reads that state of it.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<Look<TState>> ReadAsync<TState>(
        IAmazonKeyManagementService kms, RemediationTarget target, Func<KeyMetadata, Task<TState>> state, CancellationToken cancel)
    {
        try
        {
            var key = (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = target.Resource.Id }, cancel)).KeyMetadata;
            return Objection(target, key) is { } why
                ? new Look<TState>.Unusable(why)
                : new Look<TState>.Usable(await state(key)) { Tags = await TagsAsync(kms, key.KeyId, cancel) };
        }
        catch (NotFoundException)
        {
            return new Look<TState>.Gone($"Key {target.Resource.Id} does not exist in account {target.Resource.Account}, {target.Resource.Region}; check whether it was deleted after the finding.");
        }
    }

    private static string? Objection(RemediationTarget target, KeyMetadata key) => key switch
    {
        _ when key.KeyId != target.Resource.Id => $"{target.Resource.Id} stands for key {key.KeyId} and may stand for another one tomorrow; act on the key itself.",
        _ when key.Arn?.Split(':') is not [_, _, _, var region, var account, _] || account != target.Resource.Account.Value || region != target.Resource.Region =>
            $"KMS shows {target.Resource.Id} as {key.Arn}, which is not in account {target.Resource.Account}, {target.Resource.Region}; it is left alone.",
        _ when key.KeyManager != KeyManagerType.CUSTOMER => $"Key {key.KeyId} is managed by AWS, which alone can change it; contain those who use it instead.",
        _ => null,
    };

    private static async Task<ImmutableSortedDictionary<string, string>> TagsAsync(IAmazonKeyManagementService kms, string key, CancellationToken cancel)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        await foreach (var page in kms.Paginators.ListResourceTags(new() { KeyId = key }).Responses.WithCancellation(cancel))
        {
            foreach (var tag in page.Tags ?? [])
                tags[tag.TagKey] = tag.TagValue;
        }

        return tags.ToImmutable();
    }
}
