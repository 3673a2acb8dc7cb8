using Amazon.RDS;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Rds;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Rds;

public sealed class ClosePublicInstanceTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_PendingRdsChanges_AreNotFlushed()
    {
        var world = await DatabaseWorld.InstanceAsync(Moto, isPublic: true);
        var run = Start(SceneOf(world));

        await run.ApplyAsync();
        (await world.AccessAsync()).ShouldBe("public: false; waiting: DBInstanceClass=db.r6g.large");

        await run.RollBackAsync();
        (await world.AccessAsync()).ShouldBe("public: true; waiting: DBInstanceClass=db.r6g.large");
    }

    [Fact]
    public async Task Apply_DatabaseIsAtAnotherChange_IsTheStagesToTryAgain()
    {
        var world = await DatabaseWorld.InstanceAsync(Moto, isPublic: true);
        var modifying = true;
        var run = Start(SceneOf(world) with
        {
            Answer = (call, body) => modifying && call == "rds:ModifyDBInstance"
                ? "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidDBInstanceState</Code><Message>Database instance is not in available state.</Message></Error></ErrorResponse>"
                : world.Answer(call, body),
        });

        (await Should.ThrowAsync<AmazonRDSException>(run.ApplyAsync)).ErrorCode.ShouldBe("InvalidDBInstanceState");
        modifying = false;

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();
        (await world.AccessAsync()).ShouldStartWith("public: false");
    }

    [Fact]
    public async Task Capture_StoppedInstance_IsRefusedWithTheNextStep()
    {
        var world = await DatabaseWorld.InstanceAsync(Moto, isPublic: true);
        await Moto.AskAsync("rds", "StopDBInstance", ("DBInstanceIdentifier", world.Instance));

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("Contain it then");
    }

    [Fact]
    public async Task Capture_InstanceOfAnotherRegion_IsRefused()
    {
        var run = Start(SceneOf(await DatabaseWorld.InstanceAsync(Moto, isPublic: true)));
        run.Log.Rewrite = text => text.Replace($"arn:aws:rds:{Moto.Region}", "arn:aws:rds:us-east-1", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("is not in account");
    }

    [Fact]
    public async Task Preview_PublicInstance_NamesItsAddress()
    {
        var world = await DatabaseWorld.InstanceAsync(Moto, isPublic: true);
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.StartsWith($"Clients reach it at {world.Instance}.", StringComparison.Ordinal));
        facts.State[$"{world.Instance} PubliclyAccessible"].ShouldBe("true");
    }

    [Fact]
    public async Task Verify_InstanceDeleted_IsConfirmed()
    {
        var world = await DatabaseWorld.InstanceAsync(Moto, isPublic: true);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeleteAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task Verify_MadePublicAgain_IsStillOpen()
    {
        var world = await DatabaseWorld.InstanceAsync(Moto, isPublic: true);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.ModifyAsync("PubliclyAccessible", "true");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("publicly accessible");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await DatabaseWorld.InstanceAsync(Moto, isPublic: true));

    protected override async Task<Scene> SafeAsync() => SceneOf(await DatabaseWorld.InstanceAsync(Moto, isPublic: false));

    protected override IRemediation Make(AwsClients aws) => new ClosePublicInstance(aws);

    // The state is one flag: what somebody else can do to it is to take the instance away.
    private static Scene SceneOf(DatabaseWorld world) => new()
    {
        Target = Scene.Of("AwsRdsDbInstance", world.Instance),
        LookAsync = async () =>
        {
            try
            {
                return await world.AccessAsync();
            }
            catch (InvalidOperationException gone) when (gone.Message.Contains("DBInstanceNotFound", StringComparison.Ordinal))
            {
                return "gone";
            }
        },
        DriftAsync = world.DeleteAsync,
        Answer = world.Answer,
    };
}
