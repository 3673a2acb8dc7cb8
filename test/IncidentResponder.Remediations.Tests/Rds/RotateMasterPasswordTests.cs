using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Rds;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Rds;

public sealed class RotateMasterPasswordTests(Moto moto) : RemediationContract(moto)
{
    private const string BeforeAll = "INC-20000101-8c1f0a2b9d3e4f50";
    private const string AfterAll = "INC-29991231-8c1f0a2b9d3e4f50";

    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_InstanceOfItsOwn_ChangesTheInstancesPassword()
    {
        var world = await DatabaseWorld.ManagedAsync(Moto);
        var before = await world.SecretAsync();
        var run = Start(SceneOf(world));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.SecretAsync()).ShouldNotBe(before);
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        run.Book.Lines.ShouldBe([$"rds:ModifyDBInstance {world.Instance}: RotateMasterUserPassword=True, ApplyImmediately=True"]);
    }

    [Fact]
    public async Task Capture_PasswordNotKeptByRds_IsRefusedWithTheNextStep()
    {
        var world = await DatabaseWorld.InstanceAsync(Moto, isPublic: false);

        var why = (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why;

        why.ShouldContain("is not kept by RDS");
        why.ShouldEndWith($"aws rds modify-db-instance --db-instance-identifier {world.Instance} --manage-master-user-password --apply-immediately.");
    }

    [Fact]
    public async Task Capture_RdsCantReachTheSecret_IsRefused()
    {
        var run = Start(SceneOf(await DatabaseWorld.ManagedAsync(Moto)));
        run.Log.Rewrite = text => text.Replace("<SecretStatus>active", "<SecretStatus>impaired", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("can't reach the secret");
    }

    [Fact]
    public async Task Verify_RdsIsStillAtIt_WaitsAndDoesNotRotateTwice()
    {
        var world = await DatabaseWorld.ManagedAsync(Moto);
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        run.Log.Rewrite = text => text.Replace("<SecretStatus>active", "<SecretStatus>rotating", StringComparison.Ordinal);

        await run.ApplyAsync();
        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("its secret is rotating");
        run.Log.Changes.ShouldBeEmpty();

        run.Log.Rewrite = null;
        await world.RotateAsync();
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task Preview_ChangesWaitForTheMaintenanceWindow_AreNamed()
    {
        var run = Start(SceneOf(await DatabaseWorld.ManagedAsync(Moto)));
        run.Log.Rewrite = text => text.Replace(
            "<PendingModifiedValues />", "<PendingModifiedValues><EngineVersion>17.2</EngineVersion></PendingModifiedValues>", StringComparison.Ordinal)
            .Replace("</DBInstance>", "<PendingModifiedValues><EngineVersion>17.2</EngineVersion></PendingModifiedValues></DBInstance>", StringComparison.Ordinal);

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain("New values of EngineVersion wait for the maintenance window; they are applied now as well (RDS).");
    }

    [Fact]
    public async Task RollBack_Changed_SaysWhyThereIsNoWayBack()
    {
        var run = Start(await ExposedAsync());
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("the old password is known to the attacker");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await DatabaseWorld.AuroraAsync(Moto));

    // The password was made on a later day than the incident's.
    protected override async Task<Scene> SafeAsync() => SceneOf(await DatabaseWorld.AuroraAsync(Moto), BeforeAll);

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var run = Start(SceneOf(await DatabaseWorld.ManagedAsync(Moto)));
        await run.ApplyAsync();
        return [run];
    }

    protected override IRemediation Make(AwsClients aws) => new RotateMasterPassword(aws);

    private static Scene SceneOf(DatabaseWorld world, string incident = AfterAll) => new()
    {
        Target = Scene.Of("AwsRdsDbInstance", world.Instance, incident),
        LookAsync = world.SecretAsync,
        DriftAsync = world.RotateAsync,
    };
}
