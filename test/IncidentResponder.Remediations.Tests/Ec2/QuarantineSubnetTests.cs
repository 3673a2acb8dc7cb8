using System.Xml.Linq;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class QuarantineSubnetTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_OpenSubnet_HasAnAclThatAllowsNothing()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);

        await Start(SceneOf(world)).ApplyAsync();

        var acl = await AclOfAsync(world.Subnet);
        acl.Descendants("tagSet").Elements("item").Select(tag => tag.Element("value")!.Value).ShouldContain("ir-quarantine");
        acl.Element("entrySet")!.Elements("item").Count(entry => entry.Element("ruleAction")!.Value == "allow").ShouldBe(0);
    }

    [Fact]
    public async Task Apply_SecondSubnetOfTheVpc_SharesTheAcl()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var second = (await Moto.AskAsync("ec2", "CreateSubnet", ("VpcId", world.Vpc), ("CidrBlock", "10.0.32.0/20"))).Descendants("subnetId").First().Value;
        await Start(SceneOf(world)).ApplyAsync();

        (await Start(SceneOf(world, second)).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await AclIdAsync(second)).ShouldBe(await AclIdAsync(world.Subnet));
    }

    [Fact]
    public async Task Apply_SomebodyAllowedTrafficInTheQuarantine_TakesAnotherOne()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        var opened = await AclIdAsync(world.Subnet);
        await AllowAsync(opened);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>().What.ShouldContain(opened);
        await run.ApplyAsync();

        (await AclIdAsync(world.Subnet)).ShouldNotBe(opened);
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task Apply_AclInUseWasGivenTheName_IsNotTakenForAQuarantine()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var open = await AclIdAsync(world.Subnet);
        await Moto.AskAsync("ec2", "CreateTags", ("ResourceId.1", open), ("Tag.1.Key", "Name"), ("Tag.1.Value", QuarantineSubnet.AclName));
        var run = Start(SceneOf(world));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();
        (await AclIdAsync(world.Subnet)).ShouldNotBe(open);
        await run.RollBackAsync();

        (await AclIdAsync(world.Subnet)).ShouldBe(open);
        (await AclOfAsync(world.Subnet)).Element("entrySet")!.Elements("item").ShouldContain(entry => entry.Element("ruleAction")!.Value == "allow");
    }

    [Fact]
    public async Task RollBack_AssociationIsAnotherOne_ThatOneIsReplaced()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var (acl, association) = (await AclIdAsync(world.Subnet), await AssociationAsync(world.Subnet));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await AssociationAsync(world.Subnet)).ShouldNotBe(association);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await AclIdAsync(world.Subnet)).ShouldBe(acl);
    }

    [Fact]
    public async Task Capture_SubnetSharedByAnotherAccount_IsRefused()
    {
        var run = Start(SceneOf(await Ec2World.WithInstanceAsync(Moto, 1)));
        run.Log.Rewrite = text => text.Replace($"<ownerId>{Moto.Account}", "<ownerId>111122223333", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("111122223333");
    }

    [Fact]
    public async Task Capture_UnknownSubnet_IsRefused()
    {
        var run = new Run(Moto, Scene.Of("AwsEc2Subnet", "subnet-00000000000000000"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("does not exist");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await Ec2World.WithInstanceAsync(Moto, 1));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await Start(SceneOf(world)).ApplyAsync();
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new QuarantineSubnet(aws);

    private Scene SceneOf(Ec2World world, string? subnet = null) => new()
    {
        Target = Scene.Of("AwsEc2Subnet", subnet ?? world.Subnet),
        LookAsync = () => AclIdAsync(subnet ?? world.Subnet),
        DriftAsync = async () =>
        {
            var other = (await Moto.AskAsync("ec2", "CreateNetworkAcl", ("VpcId", world.Vpc))).Descendants("networkAclId").First().Value;
            await Moto.AskAsync("ec2", "ReplaceNetworkAclAssociation", ("AssociationId", await AssociationAsync(world.Subnet)), ("NetworkAclId", other));
        },
    };

    private Task AllowAsync(string acl) => Moto.AskAsync("ec2", "CreateNetworkAclEntry",
        ("NetworkAclId", acl), ("RuleNumber", "100"), ("Protocol", "-1"), ("RuleAction", "allow"), ("Egress", "false"), ("CidrBlock", "0.0.0.0/0"));

    private async Task<string> AclIdAsync(string subnet) => (await AclOfAsync(subnet)).Element("networkAclId")!.Value;

    private async Task<string> AssociationAsync(string subnet) => (await AclOfAsync(subnet)).Element("associationSet")!.Elements("item")
        .Single(one => one.Element("subnetId")!.Value == subnet).Element("networkAclAssociationId")!.Value;

    private async Task<XElement> AclOfAsync(string subnet) =>
        (await Moto.AskAsync("ec2", "DescribeNetworkAcls", ("Filter.1.Name", "association.subnet-id"), ("Filter.1.Value.1", subnet))).Element("networkAclSet")!.Elements("item").Single();
}
