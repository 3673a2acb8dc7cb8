using System.Globalization;
using System.Text.Json.Serialization;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Kms;

/// <summary>
/// Keeps a key that somebody scheduled for deletion, and with it all that was encrypted under it: cancelling leaves the key disabled, so it
/// is enabled after. The responder never schedules a deletion, not even to undo this.
/// </summary>
internal sealed partial class CancelKeyDeletion(AwsClients aws) : Remediation<CancelKeyDeletion.State>(aws, CancelKeyDeletionJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Kms/CancelKeyDeletion",
        Title = "Cancel the deletion of key {target} and enable it",
        Why = "When the waiting period ends, whatever was encrypted under the key is lost for good; until then nothing can be decrypted.",
        TargetType = "AwsKmsKey",
        Resolves = ["KMS.3", "Impact:IAMUser/AnomalousBehavior"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["kms:DescribeKey", "kms:ListResourceTags"],
        Writes = ["kms:CancelKeyDeletion", "kms:EnableKey"],
        Scope = ["arn:{partition}:kms:{region}:{account}:key/{id}"],
        MayBreak =
            "Nothing stops. The key is enabled even if it was disabled before its deletion was scheduled, which KMS does not tell. " +
            "A key whose imported material has expired stays unusable until the material is imported again.",
        HowToVerify = "aws kms describe-key --key-id KEY shows KeyState Enabled and no DeletionDate.",
        HowToUndo =
            "The responder does not schedule a deletion, which would be what an attacker wants. To stop the use of the key: aws kms disable-key --key-id KEY. " +
            "If its deletion was meant: aws kms schedule-key-deletion --key-id KEY --pending-window-in-days 30.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) => LiveKey.ReadAsync(
        Aws.Kms, target, key => Task.FromResult(new State(key.KeyState.Value, key.DeletionDate?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture))), cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => IsDoomed(before) ? new(KeyState.Enabled.Value, null) : before;

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var request = target.Resource.Id;
        if (wanted.KeyState != KeyState.Enabled.Value || now.KeyState == wanted.KeyState)
            yield break;

        if (IsDoomed(now))
            yield return new("kms:CancelKeyDeletion", request, stop => Aws.Kms.CancelKeyDeletionAsync(new CancelKeyDeletionRequest { KeyId = request }, stop)) { LookAfter = true };
        yield return new("kms:EnableKey", request, stop => Aws.Kms.EnableKeyAsync(new EnableKeyRequest { KeyId = request }, stop));
    }

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => IsDoomed(before) && !IsDoomed(now)
        ? $"Key {target.Resource.Id} stays {now.KeyState}: {char.ToLowerInvariant(Description.HowToUndo[0])}{Description.HowToUndo[1..]}"
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.DeletedOn is { } date
        ? $"Key {target.Resource.Id} is {state.KeyState}, to be deleted on {date} (KMS)."
        : $"Key {target.Resource.Id} is {state.KeyState} (KMS).";

    private static bool IsDoomed(State state) => state.KeyState == KeyState.PendingDeletion.Value || state.KeyState == KeyState.PendingReplicaDeletion.Value;

    /// <summary>What is captured.</summary>
    /// <param name="KeyState">As KMS names it: "Enabled", "Disabled", "PendingDeletion", …</param>
    /// <param name="DeletedOn">When it is deleted, in UTC; null when it is not to be.</param>
    internal sealed record State(string KeyState, string? DeletedOn);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class CancelKeyDeletionJson : JsonSerializerContext;
}
