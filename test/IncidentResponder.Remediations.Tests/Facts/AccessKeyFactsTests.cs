using IncidentResponder.Remediations.Facts;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Facts;

public sealed class AccessKeyFactsTests(Moto moto)
{
    [Fact]
    public async Task Read_AccessKey_TellsItsUserAndKeys()
    {
        var world = await IamWorld.WithUserAsync(moto, "facts-user", 2);
        var target = Scene.Key(world.Keys[0], world.User);
        var log = new CallLog();

        var facts = await new AccessKeyFacts(Clients.For(moto, log).Iam).ReadAsync(target.Resource, target.Principal, TestContext.Current.CancellationToken);

        facts.Exists.ShouldBeTrue();
        facts.Gaps.ShouldBeEmpty();
        facts.PrincipalArn.ShouldBe($"arn:aws:iam::{Moto.Account}:user/facts-user");
        facts.Summary.ShouldContain(line => line.StartsWith($"Access key {world.Keys[0]} is Active, made ", StringComparison.Ordinal) && line.EndsWith(", the one in the finding (IAM).", StringComparison.Ordinal));
        facts.Tags["team"].ShouldBe("build");
        AccessKeyFacts.Permissions.ShouldBe(log.Permissions);
    }

    [Fact]
    public async Task Read_NothingWasUsed_SaysSoOfEachKeyAndThePassword()
    {
        var world = await IamWorld.WithUserAsync(moto, "idle-user", 2);
        var target = Scene.User(world.User);

        var facts = await new AccessKeyFacts(Clients.For(moto, new()).Iam).ReadAsync(target.Resource, target.Principal, TestContext.Current.CancellationToken);

        facts.Summary[^3..].ShouldBe(
        [
            .. world.Keys.Order(StringComparer.Ordinal).Select(key => $"Access key {key} was never used: IAM has no record of a use since April 2015 (IAM)."),
            "User idle-user never signed in with a password: IAM has no record of it since October 2014 (IAM).",
        ]);
    }

    [Fact]
    public async Task Read_KeysAndPasswordWereUsed_TellsWhenAndWhatFor()
    {
        var world = await IamWorld.WithUserAsync(moto, "worked-user", 2);
        var target = Scene.User(world.User);

        var facts = await new AccessKeyFacts(Clients.For(moto, new() { Rewrite = LastUses.Told }).Iam).ReadAsync(target.Resource, target.Principal, TestContext.Current.CancellationToken);

        facts.Summary[^3..].ShouldBe(
        [
            .. world.Keys.Order(StringComparer.Ordinal).Select(key => $"Access key {key} was last used on 2026-01-10 08:15 UTC for s3 in eu-west-1 (IAM)."),
            "User worked-user last signed in with a password on 2026-01-09 07:00 UTC (IAM).",
        ]);
    }

    [Fact]
    public async Task Read_LastUseIsRefused_IsAGap()
    {
        var world = await IamWorld.WithUserAsync(moto, "hidden-user");
        var target = Scene.User(world.User);
        var log = new CallLog
        {
            Answer = (call, _) => call == "iam:GetAccessKeyLastUsed" ? "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>No.</Message></Error></ErrorResponse>" : null,
        };

        var facts = await new AccessKeyFacts(Clients.For(moto, log).Iam).ReadAsync(target.Resource, target.Principal, TestContext.Current.CancellationToken);

        facts.Gaps.ShouldBe(["the keys' last use could not be read: AccessDenied."]);
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
