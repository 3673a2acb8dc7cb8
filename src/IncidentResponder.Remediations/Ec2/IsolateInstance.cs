using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Cuts an instance off the network: every interface of it, live connections included, and its Elastic IP addresses.
/// An interface already in "ir-empty" is never opened again, however often Apply is repeated.
/// </summary>
public sealed class IsolateInstance(AwsClients aws) : IRemediation
{
    /// <summary>How long an interface stays open so that its flows become untracked: 5 to 30 s are known to do.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(10);

    private QuarantineGroups Groups => field ??= new(aws.Ec2);

    /// <inheritdoc/>
    public RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/IsolateInstance",
        Title = "Isolate {target} from the network",
        Why = "Whoever controls the instance loses their connection to it, and it can't reach anything else.",
        TargetType = "AwsEc2Instance",
        Resolves =
        [
            "CryptoCurrency:EC2/*", "CryptoCurrency:Runtime/*", "Backdoor:EC2/*", "Trojan:EC2/*", "UnauthorizedAccess:EC2/*",
            "Impact:EC2/*", "Recon:EC2/Portscan",
        ],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.AskFirst,
        Reads =
        [
            "ec2:DescribeAddresses", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroupRules",
            "ec2:DescribeSecurityGroups",
        ],
        Writes =
        [
            "ec2:AssociateAddress", "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateSecurityGroup",
            "ec2:CreateTags", "ec2:DisassociateAddress", "ec2:ModifyNetworkInterfaceAttribute", "ec2:RevokeSecurityGroupEgress",
            "ec2:RevokeSecurityGroupIngress",
        ],
        Scope =
        [
            "arn:{partition}:ec2:{region}:{account}:network-interface/*", "arn:{partition}:ec2:{region}:{account}:security-group/*",
            "arn:{partition}:ec2:{region}:{account}:security-group-rule/*", "arn:{partition}:ec2:{region}:{account}:elastic-ip/*",
            "arn:{partition}:ec2:{region}:{account}:vpc/*", "arn:{partition}:ec2:{region}:{account}:instance/{id}",
        ],
        Conditions = [new("ec2:CreateTags", "StringEquals", "ec2:CreateAction", "CreateSecurityGroup")],
        MayBreak =
            "Everything the instance serves stops, pods and tasks on it included. For 10 seconds its groups allow all traffic. " +
            "ICMP, and flows through NAT gateways, egress-only internet gateways, network and gateway load balancers, transit gateways, PrivateLink, Network Firewall and Global Accelerator stay tracked and may live on until they are idle: " +
            "Ec2/DenyInstanceInVpc cuts those that pass another subnet. VPC DNS, instance metadata and the serial console are not cut; Ec2/RequireImdsV2 and Ec2/DisableSerialConsole are there for the last two.",
        HowToVerify = "aws ec2 describe-network-interfaces --filters Name=attachment.instance-id,Values=INSTANCE shows ir-empty alone on each interface, and aws ec2 describe-security-group-rules shows that ir-empty has no rules.",
        HowToUndo =
            "Undo puts each interface back into its own groups and associates the same Elastic IP addresses; cut connections are not restored. " +
            "By hand: aws ec2 modify-network-interface-attribute --network-interface-id ENI --groups GROUPS, then aws ec2 associate-address --allocation-id ID --network-interface-id ENI.",
    };

    /// <inheritdoc/>
    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts) =>
        IsolationPlan.Calls(facts.State);

    /// <inheritdoc/>
    public async Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel)
    {
        if (await LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel) is LiveInstance.Unusable no)
            return new Captured.Refused(no.Why);
        var interfaces = await NetworkInterfaces.ReadAsync(aws.Ec2, target.Resource.Id, cancel);
        return interfaces.Any(one => !one.RequesterManaged)
            ? new Captured.State(JsonSerializer.Serialize(new IsolationState(interfaces), RemediationJson.Default.IsolationState))
            : new Captured.Refused($"Instance {target.Resource.Id} has no network interface that may be changed ({interfaces.Length} in all); look at it by hand.");
    }

    /// <inheritdoc/>
    public async Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        if (await LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel) is LiveInstance.Unusable no)
            return new Applied.Refused(no.Why);
        var interfaces = await NetworkInterfaces.ReadAsync(aws.Ec2, target.Resource.Id, cancel);
        var ours = interfaces.Where(one => !one.RequesterManaged).ToImmutableArray();
        var empty = await ForEachVpcAsync(ours, vpc => Groups.EnsureEmptyAsync(vpc, journal, cancel));
        var exposed = ours.Where(one => !one.IsIn(empty[one.Vpc])).ToImmutableArray();

        foreach (var address in ours.SelectMany(one => one.Addresses))
            await journal.ChangeAsync("ec2:DisassociateAddress", $"{address.PublicIp} from {address.NetworkInterface}",
                stop => aws.Ec2.DisassociateAddressAsync(new() { AssociationId = address.AssociationId }, stop), cancel);
        await CutAsync(exposed, empty, journal, cancel);

        return IsolationOutcome.Of(interfaces, RemediationJson.Read(prior, RemediationJson.Default.IsolationState), empty);
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel)
    {
        var before = RemediationJson.Read(prior, RemediationJson.Default.IsolationState);
        var now = await NetworkInterfaces.ReadAsync(aws.Ec2, target.Resource.Id, cancel);
        var empty = await ForEachVpcAsync(now, async vpc => await Groups.FindAsync(vpc, QuarantineGroups.EmptyName, cancel) ?? "");
        foreach (var group in empty.Values.Where(group => group.Length > 0))
        {
            if (await Groups.RulesAsync(group, cancel) is { Length: > 0 } rules)
                return new Verification.Drifted($"{group} ({QuarantineGroups.EmptyName}) has {rules.Length} rules, not none: somebody edited it.");
        }

        return IsolationOutcome.Seen(now, before, empty);
    }

    /// <inheritdoc/>
    public async Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel) =>
        await new IsolationUndo(aws.Ec2, Groups).RunAsync(
            target.Resource.Id, RemediationJson.Read(prior, RemediationJson.Default.IsolationState), journal, cancel);

    private async Task CutAsync(
        ImmutableArray<NetworkInterfaceState> exposed, ImmutableDictionary<string, string> empty, IJournal journal, CancellationToken cancel)
    {
        if (exposed.IsEmpty)
            return;
        var open = await ForEachVpcAsync(exposed, vpc => Groups.EnsureOpenAsync(vpc, journal, cancel));
        foreach (var one in exposed.Where(one => !one.IsIn(open[one.Vpc])))
            await SetGroups.OnAsync(aws.Ec2, one.Id, [open[one.Vpc]], QuarantineGroups.OpenName, journal, cancel);
        await journal.PauseAsync(OpenFor, cancel);
        foreach (var one in exposed)
            await SetGroups.OnAsync(aws.Ec2, one.Id, [empty[one.Vpc]], QuarantineGroups.EmptyName, journal, cancel);
    }

    private static async Task<ImmutableDictionary<string, string>> ForEachVpcAsync(
        ImmutableArray<NetworkInterfaceState> interfaces, Func<string, Task<string>> group)
    {
        var groups = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var vpc in interfaces.Select(one => one.Vpc).Distinct())
            groups[vpc] = await group(vpc);
        return groups.ToImmutable();
    }
}
