using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Remediations.Iam;

/// <summary>
/// Denies a user everything, sessions made from its keys included, by one policy; keys and passwords stay as they are.
/// When the user's inline policies leave no room, AWSDenyAll is attached instead.
/// </summary>
public sealed class QuarantineUser(AwsClients aws) : IRemediation, IPreviewed
{
    /// <inheritdoc/>
    public RemediationDescription Description { get; } = new()
    {
        Id = "Iam/QuarantineUser",
        Title = "Quarantine user {target}",
        Why = "Sessions made with the stolen key are refused too, and the user can't make itself new keys.",
        TargetType = "AwsIamUser",
        Resolves = ["UnauthorizedAccess:IAMUser/*", "*:IAMUser/AnomalousBehavior"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads =
        [
            "iam:GetAccessKeyLastUsed", "iam:GetUser", "iam:GetUserPolicy", "iam:ListAccessKeys", "iam:ListAttachedUserPolicies",
            "iam:ListUserPolicies",
        ],
        Writes = ["iam:AttachUserPolicy", "iam:DeleteUserPolicy", "iam:DetachUserPolicy", "iam:PutUserPolicy"],
        Scope = ["arn:{partition}:iam::{account}:user/*"],
        Conditions =
        [
            new("iam:AttachUserPolicy", "ArnEquals", "iam:PolicyARN", "arn:{partition}:iam::aws:policy/AWSDenyAll"),
            new("iam:DetachUserPolicy", "ArnEquals", "iam:PolicyARN", "arn:{partition}:iam::aws:policy/AWSDenyAll"),
        ],
        MayBreak =
            "The user can do nothing, in the console and with every key of it. Roles that the user assumed before keep their sessions until they expire. A user who " +
            "may change policies can take this one off in the seconds before it holds everywhere: if it comes back, deny the user's ARN by a service control " +
            "policy, which the management account alone does not heed. What AWS attached itself (AWSCompromisedKeyQuarantine) stays.",
        HowToVerify = "aws iam get-user-policy --user-name USER --policy-name IR-Quarantine-INCIDENT shows Deny * on *.",
        HowToUndo =
            "Undo deletes the policy, or detaches AWSDenyAll where that was used. " +
            "By hand: aws iam delete-user-policy --user-name USER --policy-name IR-Quarantine-INCIDENT.",
    };

    /// <inheritdoc/>
    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts)
    {
        if (!facts.Captured.TryGetValue(TargetFacts.CapturedKey(Description.Id, target.Resource), out var json))
            return [$"iam:PutUserPolicy or iam:AttachUserPolicy (as the live {target.Resource.Id} needs it)"];
        var before = RemediationJson.Read(json, RemediationJson.Default.QuarantineState);
        return (before.Inline, IsDenied(before)) switch
        {
            (_, true) => [],
            (true, _) => [$"iam:PutUserPolicy {Subject(before.User, QuarantinePolicy.NameFor(target.Incident), QuarantinePolicy.Document)}"],
            _ => [$"iam:AttachUserPolicy {before.DenyAllArn} to {before.User}"],
        };
    }

    /// <inheritdoc/>
    public Task<TargetFacts> PreviewAsync(RemediationTarget target, CancellationToken cancel) => UserPreview.ReadAsync(aws.Iam, this, target, cancel);

    /// <inheritdoc/>
    public async Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveUser.ReadAsync(aws.Iam, target, cancel);
        if (look is not LiveUser.Usable { User: var user })
            return new Captured.Refused(look.Objection);
        var policies = await UserPolicies.ReadAsync(aws.Iam, user.UserName, cancel);
        var name = QuarantinePolicy.NameFor(target.Incident);
        var others = policies.Inline.Where(policy => policy.Key != name).Sum(policy => QuarantinePolicy.SizeOf(policy.Value));
        var denyAll = $"arn:{user.Arn.Split(':')[1]}:iam::aws:policy/AWSDenyAll";
        var state = new QuarantineState
        {
            User = user.UserName,
            Inline = others + QuarantinePolicy.SizeOf(QuarantinePolicy.Document) <= QuarantinePolicy.Budget,
            DenyAllArn = denyAll,
            SameName = policies.Inline.GetValueOrDefault(name),
            DeniedAll = policies.Attached.Contains(denyAll),
        };
        return new Captured.State(JsonSerializer.Serialize(state, RemediationJson.Default.QuarantineState));
    }

    /// <inheritdoc/>
    public async Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var before = RemediationJson.Read(prior, RemediationJson.Default.QuarantineState);
        var look = await LiveUser.ReadAsync(aws.Iam, target, cancel);
        if (look is not LiveUser.Usable { User: var user } || user.UserName != before.User)
            return new Applied.Refused(look.Objection.Length > 0 ? look.Objection : $"{target.Resource.Id} belongs to another user than {before.User} now; decide again.");
        var name = QuarantinePolicy.NameFor(target.Incident);
        if (!Denied(await UserPolicies.ReadAsync(aws.Iam, before.User, cancel), before, name))
            await (before.Inline ? PutAsync(before.User, name, QuarantinePolicy.Document, journal, cancel) : AttachAsync(before, journal, cancel));
        return IsDenied(before) ? new Applied.AlreadySafe() : new Applied.Changed();
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel)
    {
        var before = RemediationJson.Read(prior, RemediationJson.Default.QuarantineState);
        var look = await LiveUser.ReadAsync(aws.Iam, target, cancel);
        if (look is not LiveUser.Usable)
            return new Verification.Drifted(look.Objection);
        var name = QuarantinePolicy.NameFor(target.Incident);
        var policies = await UserPolicies.ReadAsync(aws.Iam, before.User, cancel);
        if (Denied(policies, before, name))
            return new Verification.Confirmed($"User {before.User} is denied everything by {(before.Inline ? name : before.DenyAllArn)}.");
        return before.Inline && policies.Inline.ContainsKey(name)
            ? new Verification.Drifted($"Inline policy {name} of user {before.User} does not deny everything any more: somebody edited it.")
            : new Verification.StillOpen($"User {before.User} has no {(before.Inline ? $"inline policy {name}" : before.DenyAllArn)}.");
    }

    /// <inheritdoc/>
    public async Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var before = RemediationJson.Read(prior, RemediationJson.Default.QuarantineState);
        var look = await LiveUser.ReadAsync(aws.Iam, target, cancel);
        if (look is not LiveUser.Usable)
            return new Restored.NotReversible(look.Objection);
        var name = QuarantinePolicy.NameFor(target.Incident);
        var policies = await UserPolicies.ReadAsync(aws.Iam, before.User, cancel);
        return before.Inline
            ? await UndoInlineAsync(before, policies.Inline.GetValueOrDefault(name), name, journal, cancel)
            : await UndoAttachedAsync(before, policies, journal, cancel);
    }

    private async Task<Restored> UndoInlineAsync(QuarantineState before, string? now, string name, IJournal journal, CancellationToken cancel)
    {
        if (now is not null && now != before.SameName && !QuarantinePolicy.IsOurs(now))
            return new Restored.Drifted($"Inline policy {name} of user {before.User} was left as \"Deny * on *\" and is now {now}");
        if (now is not null && before.SameName is null)
            await journal.ChangeAsync("iam:DeleteUserPolicy", $"{name} of {before.User}",
                stop => aws.Iam.DeleteUserPolicyAsync(new() { UserName = before.User, PolicyName = name }, stop), cancel);
        else if (before.SameName is { } was && now != was)
            await PutAsync(before.User, name, was, journal, cancel);
        return new Restored.Done($"Inline policy {name} of user {before.User} is {(before.SameName is null ? "deleted" : "as before")}.");
    }

    private async Task<Restored> UndoAttachedAsync(QuarantineState before, UserPolicies now, IJournal journal, CancellationToken cancel)
    {
        if (!before.DeniedAll && now.Attached.Contains(before.DenyAllArn))
            await journal.ChangeAsync("iam:DetachUserPolicy", $"{before.DenyAllArn} from {before.User}",
                stop => aws.Iam.DetachUserPolicyAsync(new() { UserName = before.User, PolicyArn = before.DenyAllArn }, stop), cancel);
        return new Restored.Done($"{before.DenyAllArn} is {(before.DeniedAll ? "attached to" : "detached from")} user {before.User} as before.");
    }

    private static bool IsDenied(QuarantineState before) => before.Inline ? before.SameName is { } was && QuarantinePolicy.IsOurs(was) : before.DeniedAll;

    private static bool Denied(UserPolicies policies, QuarantineState before, string name) => before.Inline
        ? policies.Inline.TryGetValue(name, out var document) && QuarantinePolicy.IsOurs(document)
        : policies.Attached.Contains(before.DenyAllArn);

    private static string Subject(string user, string name, string document) =>
        $"{name} of {user}: {(QuarantinePolicy.IsOurs(document) ? "Deny * on *" : "as captured")}";

    private async Task PutAsync(string user, string name, string document, IJournal journal, CancellationToken cancel) =>
        await journal.ChangeAsync("iam:PutUserPolicy", Subject(user, name, document),
            stop => aws.Iam.PutUserPolicyAsync(new() { UserName = user, PolicyName = name, PolicyDocument = document }, stop), cancel);

    private async Task AttachAsync(QuarantineState before, IJournal journal, CancellationToken cancel) =>
        await journal.ChangeAsync("iam:AttachUserPolicy", $"{before.DenyAllArn} to {before.User}",
            stop => aws.Iam.AttachUserPolicyAsync(new() { UserName = before.User, PolicyArn = before.DenyAllArn }, stop), cancel);
}
