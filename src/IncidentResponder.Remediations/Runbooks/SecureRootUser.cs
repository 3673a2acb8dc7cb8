using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Runbooks;

/// <summary>Takes the root user's credentials away. Only a person in the management account, or the root user, can.</summary>
internal sealed class SecureRootUser : Runbook
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Runbooks/SecureRootUser",
        Title = "Secure the root user of account {target} by hand",
        Why = "The root user can do everything, and no policy of the account holds it back.",
        TargetType = "AwsAccount",
        Resolves = ["Policy:IAMUser/RootCredentialUsage", "IAM.4", "IAM.9"],
        Risk = Risk.High,
        Reversibility = Reversibility.None,
        DefaultMode = ResponseMode.NotifyOnly,
        Reads = [],
        Writes = [],
        Scope = [],
        MayBreak = "What works with the root user's access keys fails at once. Tasks that only the root user can do need its credentials again.",
        HowToVerify = "aws iam get-account-summary, in the account, shows AccountAccessKeysPresent 0 and AccountPasswordPresent 0; CloudTrail shows no more events with userIdentity.type Root.",
        HowToUndo = "A root user without credentials gets them back by a person: password recovery with the account's e-mail address, and aws sts assume-root with IAMCreateRootUserPassword before.",
    };

    /// <inheritdoc/>
    protected override ImmutableArray<string> StepsFor(RemediationTarget target)
    {
        var account = target.Resource.Account;
        return
        [
            "Ask by a channel outside the account whether its owner signed in as root, and see what root did: aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root.",
            $"Take the root user's rights for this one task, from the management account: aws sts assume-root --target-principal {account} --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials --duration-seconds 900.",
            "With those credentials delete each access key: aws iam list-access-keys, then aws iam delete-access-key --access-key-id KEY.",
            "Delete the password: aws iam delete-login-profile.",
            "Take every MFA device off: aws iam list-mfa-devices, then aws iam deactivate-mfa-device --serial-number DEVICE.",
            "Secure the mailbox of the account's e-mail address, with which the password can be set again, and check it: aws account get-contact-information.",
            "Where the account can't be reached from a management account, sign in as root, change the password, delete the keys, and put a new MFA device on.",
        ];
    }
}
