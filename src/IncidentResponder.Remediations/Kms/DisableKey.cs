using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Kms;

/// <summary>Disables a key: the last resort, because whatever depends on it stops at its next use. Keys of the responder itself are left alone.</summary>
internal sealed partial class DisableKey(AwsClients aws) : Remediation<DisableKey.State>(aws, DisableKeyJson.Default.State)
{
    private const string StackTag = "aws:cloudformation:stack-name";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Kms/DisableKey",
        Title = "Disable key {target}",
        Why = "Nobody encrypts, decrypts or signs with the key any more, whatever policies and grants say.",
        TargetType = "AwsKmsKey",
        Resolves = ["Impact:IAMUser/AnomalousBehavior", "Exfiltration:IAMUser/AnomalousBehavior"],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["kms:DescribeKey", "kms:ListAliases", "kms:ListResourceTags"],
        Writes = ["kms:DisableKey", "kms:EnableKey"],
        Scope = ["arn:{partition}:kms:{region}:{account}:key/{id}"],
        BlastRadiusReads = ["kms:ListGrants"],
        MayBreak =
            "Everything that depends on the key fails at its next use: volumes can't be attached, objects and secrets can't be read, logs encrypted under it are not " +
            "delivered, and databases stop and can be recovered for some days only. Copies of a multi-Region key in other Regions go on.",
        HowToVerify = "aws kms describe-key --key-id KEY shows KeyState Disabled.",
        HowToUndo = "Undo enables the key if it was enabled; a database that stopped meanwhile must be started by hand. By hand: aws kms enable-key --key-id KEY.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveKey.ReadAsync(Aws.Kms, target, async key => new State(key.KeyState.Value, await AliasesAsync(key.KeyId, cancel)), cancel);
        return look is Look<State>.Usable live && OwnName(live) is { } own
            ? new Look<State>.Unusable(
                $"Key {target.Resource.Id} has {own}: it is the responder's, and evidence can't be read without it. Contain those who misuse it instead.")
            : look;
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        before.KeyState == KeyState.Enabled.Value ? before with { KeyState = KeyState.Disabled.Value } : before;

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var key = target.Resource.Id;
        if (now.KeyState == KeyState.Enabled.Value && wanted.KeyState == KeyState.Disabled.Value)
            yield return new("kms:DisableKey", key, stop => Aws.Kms.DisableKeyAsync(new DisableKeyRequest { KeyId = key }, stop));
        else if (now.KeyState == KeyState.Disabled.Value && wanted.KeyState == KeyState.Enabled.Value)
            yield return new("kms:EnableKey", key, stop => Aws.Kms.EnableKeyAsync(new EnableKeyRequest { KeyId = key }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Key {target.Resource.Id}{(state.Aliases.Count == 0 ? "" : $" ({string.Join(", ", state.Aliases)})")} is {state.KeyState} (KMS).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var grants = await KeyGrant.ReadAsync(Aws.Kms, target.Resource.Id, cancel);
        return [.. grants.Select(grant => $"{grant.Grantee} uses the key by a grant ({string.Join(", ", grant.Operations)}) and would no more (KMS).").Distinct()];
    }

    private static string? OwnName(Look<State>.Usable live) =>
        live.State.Aliases.FirstOrDefault(alias => IsOwn(alias["alias/".Length..])) is { } own ? $"the alias {own}"
        : live.Tags.GetValueOrDefault(StackTag) is { } stack && IsOwn(stack) ? $"the tag {StackTag}={stack}"
        : null;

    private static bool IsOwn(string name) => name.StartsWith(ResponderName.Value, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<string>> AliasesAsync(string key, CancellationToken cancel)
    {
        var found = new List<string>();
        await foreach (var page in Aws.Kms.Paginators.ListAliases(new() { KeyId = key }).Responses.WithCancellation(cancel))
            found.AddRange((page.Aliases ?? []).Select(alias => alias.AliasName));
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="KeyState">As KMS names it: "Enabled", "Disabled", "PendingDeletion", …</param>
    /// <param name="Aliases">The key's aliases.</param>
    internal sealed record State(string KeyState, IReadOnlyList<string> Aliases);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class DisableKeyJson : JsonSerializerContext;
}
