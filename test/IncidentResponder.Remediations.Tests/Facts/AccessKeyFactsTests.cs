using IncidentResponder.Remediations.Facts;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Facts;

public sealed class AccessKeyFactsTests(Moto moto)
{
    [Fact]
    public async Task Read_AccessKey_TellsItsUserAndStatus()
    {
        var world = await IamWorld.WithUserAsync(moto, "facts-user", 2);
        var target = Scene.Key(world.Keys[0], world.User);
        var log = new CallLog();

        var facts = await new AccessKeyFacts(Clients.For(moto, log).Iam).ReadAsync(target.Resource, target.Principal, TestContext.Current.CancellationToken);

        facts.Exists.ShouldBeTrue();
        facts.Gaps.ShouldBeEmpty();
        facts.PrincipalArn.ShouldBe($"arn:aws:iam::{Moto.Account}:user/facts-user");
        facts.State["user"].ShouldBe("facts-user");
        facts.State[$"key {world.Keys[0]} status"].ShouldBe("Active");
        facts.Tags["team"].ShouldBe("build");
        AccessKeyFacts.Permissions.ShouldBe(log.Permissions);
    }

    [Fact]
    public async Task Read_UnknownKey_SaysSo()
    {
        var target = Scene.Key("AKIAIOSFODNN7EXAMPLE");

        var facts = await new AccessKeyFacts(Clients.For(moto, new()).Iam).ReadAsync(target.Resource, target.Principal, TestContext.Current.CancellationToken);

        facts.Exists.ShouldBeFalse();
        facts.Gaps.ShouldHaveSingleItem().ShouldContain("AKIAIOSFODNN7EXAMPLE does not exist");
    }
}
