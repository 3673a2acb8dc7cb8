using System.Collections.Immutable;
using System.Text.Json;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Remediations.Iam;

/// <summary>Makes a long-term access key unusable. The user's name is always given: without it IAM would act on the caller's own key.</summary>
public sealed class DeactivateAccessKey(AwsClients aws) : IRemediation, IPreviewed
{
    /// <inheritdoc/>
    public RemediationDescription Description { get; } = new()
    {
        Id = "Iam/DeactivateAccessKey",
        Title = "Deactivate key {target}",
        Why = "Whoever holds the key can't sign requests with it any more.",
        TargetType = "AwsIamAccessKey",
        Resolves = ["UnauthorizedAccess:IAMUser/*", "*:IAMUser/AnomalousBehavior"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["iam:GetAccessKeyLastUsed", "iam:GetUser", "iam:ListAccessKeys"],
        Writes = ["iam:UpdateAccessKey"],
        Scope = ["arn:{partition}:iam::{account}:user/*"],
        MayBreak =
            "Every workload that uses this key fails. Sessions that were made with it live on until they expire, and whoever may change keys can switch it on again: " +
            "that is what quarantining the user is for.",
        HowToVerify = "aws iam list-access-keys --user-name USER says Inactive.",
        HowToUndo = "Undo makes the key active again. By hand: aws iam update-access-key --user-name USER --access-key-id KEY --status Active.",
    };

    /// <inheritdoc/>
    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts)
    {
        if (!facts.Captured.TryGetValue(TargetFacts.CapturedKey(Description.Id, target.Resource), out var json))
            return [$"iam:UpdateAccessKey (as the live {target.Resource.Id} needs it)"];
        var before = RemediationJson.Read(json, RemediationJson.Default.KeyState);
        return before.Status == StatusType.Inactive.Value ? [] : [$"iam:UpdateAccessKey {Subject(before, StatusType.Inactive)}"];
    }

    /// <inheritdoc/>
    public Task<TargetFacts> PreviewAsync(RemediationTarget target, CancellationToken cancel) => UserPreview.ReadAsync(aws.Iam, this, target, cancel);

    /// <inheritdoc/>
    public async Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveUser.ReadAsync(aws.Iam, target, cancel);
        if (look is not LiveUser.Usable { User: var user, Keys: var keys })
            return new Captured.Refused(look.Objection);
        var id = LiveUser.KeyOf(target.Resource, target.Principal);
        if (keys.FirstOrDefault(key => key.AccessKeyId == id) is not { } found)
            return new Captured.Refused($"User {user.UserName} has no access key {id ?? "that the finding names"}; check whether it was deleted after the finding.");
        var state = new KeyState
        {
            User = user.UserName,
            Key = found.AccessKeyId,
            Status = found.Status.Value,
            Others = keys.Where(key => key.AccessKeyId != id).ToImmutableSortedDictionary(key => key.AccessKeyId, key => key.Status.Value, StringComparer.Ordinal),
        };
        return new Captured.State(JsonSerializer.Serialize(state, RemediationJson.Default.KeyState));
    }

    /// <inheritdoc/>
    public async Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var before = RemediationJson.Read(prior, RemediationJson.Default.KeyState);
        var (look, now) = await FindAsync(target, before, cancel);
        if (now is null)
            return new Applied.Refused(look.Objection.Length > 0 ? look.Objection : $"Access key {before.Key} of user {before.User} is gone; nothing is left to deactivate.");
        if (now.Status != StatusType.Inactive)
            await SetAsync(before, StatusType.Inactive, journal, cancel);
        return before.Status == StatusType.Inactive.Value ? new Applied.AlreadySafe() : new Applied.Changed();
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel)
    {
        var before = RemediationJson.Read(prior, RemediationJson.Default.KeyState);
        var (look, now) = await FindAsync(target, before, cancel);
        if (now is not null && now.Status != StatusType.Inactive)
            return new Verification.StillOpen($"Access key {before.Key} of user {before.User} is {now.Status}.");
        var keys = look is LiveUser.Usable live ? live.Keys : [];
        var detour = keys.FirstOrDefault(key => key.AccessKeyId != before.Key && key.Status == StatusType.Active
            && before.Others.GetValueOrDefault(key.AccessKeyId) != StatusType.Active.Value);
        return detour is null
            ? new Verification.Confirmed(now is null ? $"Access key {before.Key} of user {before.User} is gone." : $"Access key {before.Key} of user {before.User} is Inactive.")
            : new Verification.Drifted($"User {before.User} has access key {detour.AccessKeyId} active, which it had not before: contain that one too.");
    }

    /// <inheritdoc/>
    public async Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var before = RemediationJson.Read(prior, RemediationJson.Default.KeyState);
        var (look, now) = await FindAsync(target, before, cancel);
        if (now is null)
            return new Restored.NotReversible(look.Objection.Length > 0 ? look.Objection : $"Access key {before.Key} of user {before.User} was deleted since; make a new one for its workload.");
        if (now.Status.Value != before.Status)
            await SetAsync(before, before.Status, journal, cancel);
        return new Restored.Done($"Access key {before.Key} of user {before.User} is {before.Status} as before.");
    }

    private async Task<(LiveUser Look, AccessKeyMetadata? Key)> FindAsync(RemediationTarget target, KeyState before, CancellationToken cancel)
    {
        var look = await LiveUser.ReadAsync(aws.Iam, target, cancel);
        var key = look is LiveUser.Usable live && live.User.UserName == before.User ? live.Keys.FirstOrDefault(one => one.AccessKeyId == before.Key) : null;
        return (look, key);
    }

    private async Task SetAsync(KeyState key, string status, IJournal journal, CancellationToken cancel) =>
        await journal.ChangeAsync("iam:UpdateAccessKey", Subject(key, status),
            stop => aws.Iam.UpdateAccessKeyAsync(new() { UserName = key.User, AccessKeyId = key.Key, Status = status }, stop), cancel);

    private static string Subject(KeyState key, string status) => $"{key.Key} of {key.User} → {status}";
}
