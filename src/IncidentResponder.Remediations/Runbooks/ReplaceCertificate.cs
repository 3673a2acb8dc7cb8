using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Runbooks;

/// <summary>Replaces a certificate whose private key was taken, and has it revoked. Revoking is for good and breaks whoever still uses it.</summary>
internal sealed class ReplaceCertificate : Runbook
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Runbooks/ReplaceCertificate",
        Title = "Replace and revoke certificate {target} by hand",
        Why = "Whoever has the private key can pass for the site until the certificate is replaced and revoked.",
        TargetType = "AwsCertificateManagerCertificate",
        Resolves = [],
        Risk = Risk.High,
        Reversibility = Reversibility.None,
        DefaultMode = ResponseMode.NotifyOnly,
        Reads = [],
        Writes = [],
        Scope = [],
        MayBreak = "Whatever still serves the old certificate when it is revoked is refused by clients, and so are clients that pin it.",
        HowToVerify = "aws acm describe-certificate --certificate-arn CERTIFICATE shows InUseBy empty and Status REVOKED, and the site answers with the new certificate's serial number.",
        HowToUndo = "A revoked certificate never becomes valid again: request another, aws acm request-certificate --domain-name DOMAIN --validation-method DNS.",
    };

    /// <inheritdoc/>
    protected override ImmutableArray<string> StepsFor(RemediationTarget target)
    {
        var certificate = target.Resource.Arn ?? target.Resource.Id;
        return
        [
            $"See what serves the certificate, and whether it is Amazon's, imported or of a private authority: aws acm describe-certificate --certificate-arn {certificate}.",
            "Find out how its private key left: one that AWS made leaves only by ExportCertificate; an imported one may be wherever it came from: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ExportCertificate.",
            "Get another with a new key: aws acm request-certificate --domain-name DOMAIN --validation-method DNS.",
            "Have everything in InUseBy serve the new one, load balancers with aws elbv2 modify-listener --listener-arn LISTENER --certificates CertificateArn=NEW.",
            $"Revoke the old one when nothing serves it: aws acm revoke-certificate --certificate-arn {certificate} --revocation-reason KEY_COMPROMISE; one of a private authority with aws acm-pca revoke-certificate --certificate-authority-arn AUTHORITY --certificate-serial SERIAL --revocation-reason KEY_COMPROMISE; an imported one at the authority that issued it.",
        ];
    }
}
