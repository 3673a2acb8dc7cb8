using Amazon.WAFV2;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Waf;

/// <summary>Blocks an attacker's address at CloudFront, whose web ACLs and IP sets are in one Region.</summary>
internal sealed class BlockAddressAtEdge(AwsClients aws) : IpSetBlock(aws, Scope.CLOUDFRONT)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Waf/BlockAddressAtEdge",
        Title = "Block {target} at CloudFront's web ACLs",
        Why = "Requests from the attacker's address are answered 403 at the edge, before they reach an origin.",
        TargetType = "RemoteAddress",
        Resolves = [],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:DescribeAddresses", "ec2:DescribeNatGateways", "wafv2:GetIPSet", "wafv2:ListIPSets"],
        Writes = ["wafv2:UpdateIPSet"],
        Scope =
        [
            "arn:{partition}:wafv2:us-east-1:{account}:global/ipset/incident-responder-blocked-ipv4/*",
            "arn:{partition}:wafv2:us-east-1:{account}:global/ipset/incident-responder-blocked-ipv6/*",
        ],
        MayBreak = "All who share the address (an office, a carrier, a partner's proxy) are answered 403 by every distribution whose web ACL refers to the set.",
        HowToVerify = "aws wafv2 list-ip-sets --scope CLOUDFRONT --region us-east-1 shows the set's id; aws wafv2 get-ip-set --scope CLOUDFRONT --region us-east-1 --name incident-responder-blocked-ipv4 --id ID shows the address with /32 (-ipv6 and /128 for IPv6); aws cloudfront get-distribution-config --id ID names the web ACL.",
        HowToUndo = "Undo takes the one entry out of the set and leaves the others. By hand: aws wafv2 get-ip-set, then aws wafv2 update-ip-set --scope CLOUDFRONT --region us-east-1 --name incident-responder-blocked-ipv4 --id ID --lock-token TOKEN --addresses with all but this one.",
    };

    /// <inheritdoc/>
    protected override IAmazonWAFV2 Waf => Aws.In(AwsClients.GlobalRegion).Waf;
}
