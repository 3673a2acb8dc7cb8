using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests;

public sealed class RemediationCatalogTests(Moto moto)
{
    [Fact]
    public void All_EveryRemediationOfTheAssembly_IsListedUnderItsFolderAndClass()
    {
        var classes = typeof(RemediationCatalog).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IRemediation)) && !type.IsAbstract)
            .Select(type => $"{type.Namespace!.Split('.')[^1]}/{type.Name}");

        All().Select(one => one.Description.Id).ShouldBe(classes, ignoreOrder: true);
    }

    [Fact]
    public void Playbooks_EachStep_IsInTheCatalogue() =>
        PlaybookTable.All.SelectMany(playbook => playbook.Steps).Select(step => step.Remediation).Except(All().Select(one => one.Description.Id)).ShouldBeEmpty();

    /// <summary>STS takes no longer ones.</summary>
    [Fact]
    public void SessionPolicies_Each_IsShortEnough() =>
        All().Where(one => SessionPolicy.For(one.Description, Scene.Resource(one.Description.TargetType, new string('x', 64))).Length > SessionPolicy.Most)
            .Select(one => one.Description.Id).ShouldBeEmpty();

    [Fact]
    public void PlannedCalls_InstanceInAGroup_AreInTheOrderOfTheRun()
    {
        var state = ImmutableSortedDictionary<string, string>.Empty
            .Add("eni-1 groups", "sg-1,sg-2").Add("eni-1 Elastic IP 198.51.100.7", "eipassoc-1").Add("eni-2 groups", "sg-1")
            .Add("Auto Scaling group", "web").Add("termination protection", "off").Add("shutdown behaviour", "terminate");
        var target = Scene.Instance("i-1");

        Calls("Ec2/DetachAndProtectInstance", target, state).ShouldBe(
        [
            "ec2:ModifyInstanceAttribute i-1 DisableApiTermination=true",
            "ec2:ModifyInstanceAttribute i-1 InstanceInitiatedShutdownBehavior=stop",
            "autoscaling:DetachInstances i-1 from web, ShouldDecrementDesiredCapacity=false",
        ]);
        Calls("Ec2/IsolateInstance", target, state)[2..].ShouldBe(
        [
            "ec2:DisassociateAddress 198.51.100.7 (eipassoc-1) from eni-1",
            "ec2:AuthorizeSecurityGroupIngress, ec2:AuthorizeSecurityGroupEgress ir-open: all traffic, IPv4 and IPv6",
            "ec2:ModifyNetworkInterfaceAttribute eni-1 Groups=[ir-open]",
            "ec2:ModifyNetworkInterfaceAttribute eni-2 Groups=[ir-open]",
            "(wait 10 s until live connections are untracked)",
            "ec2:ModifyNetworkInterfaceAttribute eni-1 Groups=[ir-empty]",
            "ec2:ModifyNetworkInterfaceAttribute eni-2 Groups=[ir-empty]",
        ]);
    }

    [Fact]
    public void PlannedCalls_TargetsThatWereNotRead_SayThatTheyDependOnThem()
    {
        var none = ImmutableSortedDictionary<string, string>.Empty;

        Calls("Iam/DeactivateAccessKey", Scene.Key("AKIAIOSFODNN7EXAMPLE"), none).ShouldBe(["iam:UpdateAccessKey (as the live AKIAIOSFODNN7EXAMPLE needs it)"]);
        Calls("Iam/QuarantineUser", Scene.User("build-bot"), none).ShouldBe(["iam:PutUserPolicy or iam:AttachUserPolicy (as the live build-bot needs it)"]);
    }

    private ImmutableArray<string> Calls(string id, RemediationTarget target, ImmutableSortedDictionary<string, string> state) =>
        All().Single(one => one.Description.Id == id).PlannedCalls(target, new() { Exists = true, State = state });

    private ImmutableArray<IRemediation> All() => RemediationCatalog.All(Clients.For(moto, new()));
}
