using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Runbooks;

/// <summary>Moves a whole account under an organizational unit whose policies deny nearly everything. It stops all that runs there, so two people decide it.</summary>
internal sealed class MoveAccountToQuarantine : Runbook
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Runbooks/MoveAccountToQuarantine",
        Title = "Move account {target} to the quarantine unit by hand",
        Why = "Service control policies hold back every user and role of the account at once, the attacker's unknown ones among them.",
        TargetType = "AwsAccount",
        Resolves = ["AttackSequence:*"],
        Risk = Risk.High,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.NotifyOnly,
        Reads = [],
        Writes = [],
        Scope = [],
        MayBreak =
            "Everything in the account that calls AWS is refused what the unit's policies deny, production among it, and so may be the responder's own roles and the logs: " +
            "except them in the policies first. Service-linked roles are not held back, and neither is what runs already without calling AWS.",
        HowToVerify = "aws organizations list-parents --child-id ACCOUNT names the quarantine unit, and a harmless call in the account is refused with an explicit deny in a service control policy.",
        HowToUndo = "Move the account back to the unit that was written down: aws organizations move-account --account-id ACCOUNT --source-parent-id QUARANTINE --destination-parent-id BEFORE.",
    };

    /// <inheritdoc/>
    protected override ImmutableArray<string> StepsFor(RemediationTarget target)
    {
        var account = target.Resource.Account;
        return
        [
            $"Have two people decide, of whom one answers for what runs in account {account}.",
            $"Write down where the account is: aws organizations list-parents --child-id {account}.",
            "Read what the quarantine unit denies, and whether it excepts the responder's and the auditors' roles: aws organizations list-policies-for-target --target-id QUARANTINE --filter SERVICE_CONTROL_POLICY.",
            $"Move the account, from the management account: aws organizations move-account --account-id {account} --source-parent-id BEFORE --destination-parent-id QUARANTINE.",
            "Contain what the policies don't hold back: revoke sessions of roles that are trusted from outside, and stop what runs.",
        ];
    }
}
