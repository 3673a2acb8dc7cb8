using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Eks;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Eks;

public sealed class ClosePublicEndpointTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_PrivateEndpointIsOff_TurnsItOnInTheSameUpdate()
    {
        var cluster = EksCloud.Create(isPublic: true, isPrivate: false);
        var run = Start(SceneOf(cluster));

        await run.ApplyAsync();

        cluster.State().ShouldContain("\"endpointPublicAccess\":false,\"endpointPrivateAccess\":true");
        cluster.State().ShouldContain("subnet-0123456789abcdef0");
        run.Log.Changes.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Apply_EksIsAtAnotherUpdate_IsTriedAgain()
    {
        var cluster = EksCloud.Create();
        await StartUpdateAsync(cluster, looks: 3);
        cluster.Looks = 0;
        var run = Start(SceneOf(cluster));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        run.Book.Pauses.ShouldNotBeEmpty();
        cluster.State().ShouldContain("\"endpointPublicAccess\":false");
    }

    [Fact]
    public async Task Verify_UpdateIsNotThrough_WaitsForIt()
    {
        var cluster = EksCloud.Create();
        cluster.Looks = 2;
        var run = Start(SceneOf(cluster));
        await run.ApplyAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("undo again in some minutes");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task Apply_CutShortWhileEksIsAtIt_AsksForTheSameUpdate()
    {
        var cluster = EksCloud.Create();
        cluster.Looks = 3;
        var run = Start(SceneOf(cluster));
        await run.ApplyAsync();

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        run.Log.Bodies.Distinct().ShouldHaveSingleItem();
        run.Book.Pauses.ShouldBeEmpty();
    }

    [Fact]
    public async Task RollBack_EksForgotTheAddressesMeanwhile_RestoresThem()
    {
        var cluster = EksCloud.Create(from: ["198.51.100.0/24"]);
        var before = cluster.State();
        var run = Start(SceneOf(cluster));
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Contains("\"endpointPublicAccess\":false", StringComparison.Ordinal)
            ? text.Replace("[\"198.51.100.0/24\"]", "[]", StringComparison.Ordinal)
            : text;

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        cluster.State().ShouldBe(before);
    }

    [Fact]
    public async Task RollBack_AnyEndpointsAndAddresses_UndoesApply() =>
        await Gen.Select(Gen.Int[0, 2], Among.Of("0.0.0.0/0", "192.0.2.0/24", "198.51.100.7/32").Array[1, 3]).SampleAsync(
            async (endpoints, from) =>
            {
                var cluster = EksCloud.Create(endpoints != 0, endpoints != 1, [.. from.Distinct().Order(StringComparer.Ordinal)]);
                var before = cluster.State();
                var run = Start(SceneOf(cluster));
                await run.ApplyAsync();
                cluster.State().ShouldContain("\"endpointPublicAccess\":false,\"endpointPrivateAccess\":true");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                cluster.State().ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 25,
            threads: 1);

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(EksCloud.Create(from: ["192.0.2.0/24", "198.51.100.0/24"])));

    protected override Task<Scene> SafeAsync() => Task.FromResult(SceneOf(EksCloud.Create(isPublic: false, isPrivate: true)));

    protected override IRemediation Make(AwsClients aws) => new ClosePublicEndpoint(aws);

    private static Scene SceneOf(EksCloud cluster) => new()
    {
        Target = Scene.Of("AwsEksCluster", cluster.Name),
        LookAsync = () => Task.FromResult(cluster.State()),
        DriftAsync = () =>
        {
            cluster.Open("203.0.113.0/24");
            return Task.CompletedTask;
        },
    };

    // Somebody opens the private endpoint as well.
    private async Task StartUpdateAsync(EksCloud cluster, int looks)
    {
        cluster.Looks = looks;
        await Clients.For(Moto, new()).Eks.UpdateClusterConfigAsync(
            new() { Name = cluster.Name, ClientRequestToken = "somebody", ResourcesVpcConfig = new() { EndpointPrivateAccess = true } }, TestContext.Current.CancellationToken);
    }
}
