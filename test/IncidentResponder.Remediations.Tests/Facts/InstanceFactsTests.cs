using IncidentResponder.Core.Decide;
using IncidentResponder.Remediations.Facts;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Facts;

public sealed class InstanceFactsTests(Moto moto)
{
    [Fact]
    public async Task Read_InstanceInAGroup_HoldsTheStateThatThePlanChanges()
    {
        var world = await Ec2World.WithGroupAsync(moto, "facts-group", 2, 4);
        var eni = (await world.InterfacesAsync()).Single();
        var address = await world.AddressAsync(eni.Key);
        await moto.AskAsync("ec2", "CreateTags", ("ResourceId.1", world.Instance), ("Tag.1.Key", "env"), ("Tag.1.Value", "test"));

        var (facts, log) = await ReadAsync(world.Instance);

        facts.Exists.ShouldBeTrue();
        facts.Gaps.ShouldBeEmpty();
        facts.Tags["env"].ShouldBe("test");
        facts.State[$"{eni.Key} groups"].ShouldBe(eni.Value);
        facts.State[$"{eni.Key} Elastic IP {address}"].ShouldStartWith("eipassoc-");
        facts.State["Auto Scaling group"].ShouldBe("facts-group");
        facts.State["termination protection"].ShouldBe("off");
        facts.Serving.ShouldBe([new ServingGroup { Kind = ServingGroup.AutoScaling, Name = "facts-group", InService = 2, DependsOnTarget = false }]);
        facts.ServingGap.ShouldBeEmpty();
        facts.Summary.ShouldContain(line => line.Contains("2 healthy of 2 wanted, at most 4", StringComparison.Ordinal));
        log.Changes.ShouldBeEmpty();
        log.Permissions.Except(InstanceFacts.Permissions).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_InstanceWithAProfile_NamesItsRole()
    {
        await moto.AskAsync("iam", "CreateRole", ("RoleName", "facts-role"), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":[]}"""));
        await moto.AskAsync("iam", "CreateInstanceProfile", ("InstanceProfileName", "facts-profile"));
        await moto.AskAsync("iam", "AddRoleToInstanceProfile", ("InstanceProfileName", "facts-profile"), ("RoleName", "facts-role"));
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        await moto.AskAsync("ec2", "AssociateIamInstanceProfile", ("InstanceId", world.Instance), ("IamInstanceProfile.Name", "facts-profile"));

        var (facts, log) = await ReadAsync(world.Instance);

        facts.PrincipalArn.ShouldBe($"arn:aws:iam::{Moto.Account}:role/facts-role");
        log.Permissions.ShouldContain("iam:GetInstanceProfile");
    }

    [Theory]
    [InlineData("IpRanges.1.CidrIp", "0.0.0.0/0", true, true)]
    [InlineData("Ipv6Ranges.1.CidrIpv6", "::/0", true, true)]
    [InlineData("IpRanges.1.CidrIp", "0.0.0.0/0", false, false)]
    [InlineData("IpRanges.1.CidrIp", "198.51.100.0/24", true, false)]
    public async Task Read_OpenGroupAndPublicAddress_IsExposedOnlyByBoth(string range, string cidr, bool address, bool exposed)
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var (eni, group) = (await world.InterfacesAsync()).Single();
        await moto.AskAsync("ec2", "AuthorizeSecurityGroupIngress",
            ("GroupId", group), ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "22"), ("IpPermissions.1.ToPort", "22"), ($"IpPermissions.1.{range}", cidr));
        if (address)
            await world.AddressAsync(eni);

        var (facts, log) = await ReadAsync(world.Instance);

        facts.Exposed.ShouldBe(exposed);
        facts.Unknown.ShouldBeEmpty();
        log.Permissions.Except(InstanceFacts.Permissions).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_OpenGroupOnAnInterfaceWithoutAddress_IsNotExposed()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1, 1);
        var open = (await world.GroupAsync("eni1-0")).ShouldNotBeNull();
        var address = (await world.InterfacesAsync()).Single(one => one.Value != open).Key;
        await moto.AskAsync("ec2", "AuthorizeSecurityGroupIngress", ("GroupId", open), ("IpPermissions.1.IpProtocol", "-1"), ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"));
        await world.AddressAsync(address);

        (await ReadAsync(world.Instance)).Facts.Exposed.ShouldBe(false);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Read_InstanceInATargetGroup_SaysWhetherItStandsAlone(int targets, bool alone)
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var name = $"facts-targets-{targets}";
        var made = await moto.AskAsync("elasticloadbalancing", "CreateTargetGroup",
            ("Name", name), ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", world.Vpc), ("TargetType", "instance"));
        var arn = made.Descendants("TargetGroupArn").Single().Value;
        var others = await Ec2World.WithInstanceAsync(moto, 1);
        await moto.AskAsync("elasticloadbalancing", "RegisterTargets",
            [("TargetGroupArn", arn), ("Targets.member.1.Id", world.Instance), .. targets == 2 ? [("Targets.member.2.Id", others.Instance)] : Array.Empty<(string, string)>()]);

        var (facts, log) = await ReadAsync(world.Instance);

        facts.Serving.ShouldBe([new ServingGroup { Kind = ServingGroup.LoadBalancing, Name = name, InService = targets, DependsOnTarget = alone }]);
        log.Permissions.Except(InstanceFacts.Permissions).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_TargetGroupWithoutIt_IsNotItsOwn()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        await moto.AskAsync("elasticloadbalancing", "CreateTargetGroup",
            ("Name", "facts-empty"), ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", world.Vpc), ("TargetType", "instance"));

        (await ReadAsync(world.Instance)).Facts.Serving.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_MissingInstance_SaysSo()
    {
        var (facts, _) = await ReadAsync("i-00000000000000000");

        facts.Exists.ShouldBeFalse();
        facts.Gaps.ShouldHaveSingleItem().ShouldContain("i-00000000000000000 does not exist");
    }

    [Fact]
    public async Task Read_InstanceOfAnotherAccount_DoesNotExistForUs()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);

        var (facts, _) = await ReadAsync(world.Instance, "111122223333");

        facts.Exists.ShouldBeFalse();
        facts.Gaps.ShouldHaveSingleItem().ShouldContain("not to 111122223333");
    }

    private async Task<(TargetFacts Facts, CallLog Log)> ReadAsync(string instance, string account = Moto.Account)
    {
        var log = new CallLog();
        var clients = Clients.For(moto, log);
        var facts = new InstanceFacts(clients.Ec2, clients.AutoScaling, clients.LoadBalancing, clients.Iam);
        return (await facts.ReadAsync(Scene.Resource("AwsEc2Instance", instance, account), TestContext.Current.CancellationToken), log);
    }
}
