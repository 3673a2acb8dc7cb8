using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Dns;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Dns;

public sealed class BlockDomainTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_ListIsBeingUpdated_TriesAgain()
    {
        var world = new ResolverWorld { Conflicts = 2 };

        (await Start(SceneOf(world)).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        world.Domains.ShouldBe(["*.c2.example.com.", "c2.example.com.", "placeholder.invalid."]);
    }

    [Fact]
    public async Task RollBack_OthersCameAndWent_RemovesTheOwnEntriesOnly()
    {
        var world = new ResolverWorld();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        world.Domains = world.Domains.Remove("placeholder.invalid.").Add("*.example.com.").Add("other.example.");

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        world.Domains.ShouldBe(["*.example.com.", "other.example."]);
    }

    [Fact]
    public async Task RollBack_NameWasBlockedBefore_StaysBlocked()
    {
        var world = new ResolverWorld { Domains = ["c2.example.com."] };
        var run = Start(SceneOf(world));
        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        world.Domains.ShouldBe(["c2.example.com."]);
    }

    [Fact]
    public async Task Verify_ListNotTakenOver_WaitsForIt()
    {
        var world = new ResolverWorld();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        world.Status = "UPDATING";

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("UPDATING");
    }

    [Fact]
    public async Task Capture_NoList_TellsHowToMakeIt() =>
        (await Start(SceneOf(new() { Name = "another" })).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("aws route53resolver create-firewall-domain-list");

    [Fact]
    public async Task Capture_ListOfThatNameManagedByAnother_IsRefused() =>
        (await Start(SceneOf(new() { Manager = "Firewall Manager" })).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("There is no domain list");

    [Fact]
    public async Task Capture_NoVpcUsesTheList_IsRefused() =>
        (await Start(SceneOf(new() { Vpcs = 0 })).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("aws route53resolver create-firewall-rule");

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(new()));

    protected override Task<Scene> SafeAsync() => Task.FromResult(SceneOf(new() { Domains = ["*.example.com."] }));

    protected override IRemediation Make(AwsClients aws) => new BlockDomain(aws);

    private static Scene SceneOf(ResolverWorld world) => new()
    {
        Target = Scene.Of("RemoteDomain", "c2.example.com"),
        LookAsync = () => Task.FromResult($"{world.Name}: {string.Join(' ', world.Domains)}"),
        DriftAsync = () => Task.FromResult(world.Name = "renamed"),
        Answer = world.Answer,
    };
}
