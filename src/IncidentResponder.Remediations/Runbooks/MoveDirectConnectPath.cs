using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Runbooks;

/// <summary>Takes traffic off a Direct Connect path that is not to be trusted. It concerns the premises at its other end, whose network people decide.</summary>
internal sealed class MoveDirectConnectPath : Runbook
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Runbooks/MoveDirectConnectPath",
        Title = "Take traffic of account {target} off a Direct Connect path by hand",
        Why = "An attacker at the other end of a private line comes past every filter that faces the internet.",
        TargetType = "AwsAccount",
        Resolves = [],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.NotifyOnly,
        Reads = [],
        Writes = [],
        Scope = [],
        MayBreak = "Everything between the premises and AWS that has no second path stops, backups and sign-in among it. A second path may be slower, and a VPN has to be up before.",
        HowToVerify = "aws directconnect describe-virtual-interfaces --virtual-interface-id INTERFACE shows its bgpPeers down, and flow logs show nothing from the premises' addresses by this path.",
        HowToUndo = "End the test before its time: aws directconnect stop-bgp-failover-test --virtual-interface-id INTERFACE; a peer that was deleted is made again with aws directconnect create-bgp-peer.",
    };

    /// <inheritdoc/>
    protected override ImmutableArray<string> StepsFor(RemediationTarget target) =>
    [
        $"See which lines and virtual interfaces account {target.Resource.Account} has, and write the BGP peers down: aws directconnect describe-virtual-interfaces.",
        "See whether there is another path, and that it is up: aws ec2 describe-vpn-connections.",
        "Agree with those who run the network at the other end on the time.",
        "Take the peers of the path down for a time, after which they come back by themselves: aws directconnect start-bgp-failover-test --virtual-interface-id INTERFACE --test-duration-in-minutes 180.",
        "To keep it down, delete the peers: aws directconnect delete-bgp-peer --virtual-interface-id INTERFACE --bgp-peer-id PEER.",
    ];
}
