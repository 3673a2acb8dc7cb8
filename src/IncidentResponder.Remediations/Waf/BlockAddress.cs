using Amazon.WAFV2;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Waf;

/// <summary>Blocks an attacker's address at the load balancers and APIs of a Region.</summary>
internal sealed class BlockAddress(AwsClients aws) : IpSetBlock(aws, Scope.REGIONAL)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Waf/BlockAddress",
        Title = "Block {target} at the web ACLs of the Region",
        Why = "Requests from the attacker's address are answered 403 before they reach an application.",
        TargetType = "RemoteAddress",
        Resolves = ["UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:DescribeAddresses", "ec2:DescribeNatGateways", "wafv2:GetIPSet", "wafv2:ListIPSets"],
        Writes = ["wafv2:UpdateIPSet"],
        Scope =
        [
            "arn:{partition}:wafv2:{region}:{account}:regional/ipset/incident-responder-blocked-ipv4/*",
            "arn:{partition}:wafv2:{region}:{account}:regional/ipset/incident-responder-blocked-ipv6/*",
        ],
        MayBreak = "All who share the address (an office, a carrier, a partner's proxy, a content network) are answered 403. Behind a proxy of your own the rule has to look at the forwarded address, or it blocks nothing.",
        HowToVerify = "aws wafv2 list-ip-sets --scope REGIONAL shows the set's id; aws wafv2 get-ip-set --scope REGIONAL --name incident-responder-blocked-ipv4 --id ID shows the address with /32 (-ipv6 and /128 for IPv6); aws wafv2 get-web-acl-for-resource --resource-arn ARN shows a Block rule that refers to the set.",
        HowToUndo = "Undo takes the one entry out of the set and leaves the others. By hand: aws wafv2 get-ip-set, then aws wafv2 update-ip-set --scope REGIONAL --name incident-responder-blocked-ipv4 --id ID --lock-token TOKEN --addresses with all but this one.",
    };

    /// <inheritdoc/>
    protected override IAmazonWAFV2 Waf => Aws.Waf;
}
