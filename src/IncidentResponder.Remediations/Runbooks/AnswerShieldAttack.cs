using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Runbooks;

/// <summary>Answers an attack that floods a resource. AWS's own people help where Shield Advanced is subscribed; what they may look into, a person decides.</summary>
internal sealed class AnswerShieldAttack : Runbook
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Runbooks/AnswerShieldAttack",
        Title = "Answer the flood on account {target} by hand",
        Why = "Traffic from many addresses can't be stopped address by address, and a wrong rule finishes the attacker's work.",
        TargetType = "AwsAccount",
        Resolves = [],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.NotifyOnly,
        Reads = [],
        Writes = [],
        Scope = [],
        MayBreak = "Rules that Shield makes by itself may block people along with the attack: let it count first. The response team sees the web ACLs and logs that it is given.",
        HowToVerify = "aws shield describe-attack --attack-id ATTACK shows an EndTime, and the resource answers people as before.",
        HowToUndo = "Take the rules away again: aws shield disable-application-layer-automatic-response --resource-arn RESOURCE, and aws shield disassociate-drt-role.",
    };

    /// <inheritdoc/>
    protected override ImmutableArray<string> StepsFor(RemediationTarget target) =>
    [
        $"See what is flooded in account {target.Resource.Account}, and how: aws shield list-attacks, then aws shield describe-attack --attack-id ATTACK.",
        "See whether Shield Advanced is subscribed and whom it calls: aws shield describe-subscription, and aws shield describe-emergency-contact-settings.",
        "Give the response team the right to look: aws shield associate-drt-role --role-arn ROLE. Then open a case of severity critical about Shield: aws support create-case.",
        "For CloudFront and application load balancers have Shield make rules that count: aws shield enable-application-layer-automatic-response --resource-arn RESOURCE --action Count={}.",
        "Once the counted requests are only the attack's, have them blocked: aws shield update-application-layer-automatic-response --resource-arn RESOURCE --action Block={}.",
    ];
}
