using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class DeactivateOtherCredentialsTests(Moto moto) : RemediationContract(moto)
{
    private static int s_users;

    [Fact]
    public async Task RollBack_SomeWereInactiveOrExpired_ReactivatesOnlyWhatWasActive()
    {
        var world = await UserAsync();
        var inactive = await world.UploadSshKeyAsync();
        await world.SetSshKeyAsync(inactive, "Inactive");
        var credentials = new ServiceCredentials(world.User);
        credentials.Set("ACCAEXAMPLE1", "Active");
        credentials.Set("ACCAEXAMPLE2", "Inactive");
        credentials.Set("ACCAEXAMPLE3", "Expired");
        var scene = SceneOf(world, credentials);
        var before = await scene.LookAsync();
        var run = Start(scene);

        await run.ApplyAsync();
        credentials.State.ShouldBe("ACCAEXAMPLE1 Inactive\nACCAEXAMPLE2 Inactive\nACCAEXAMPLE3 Expired");
        await run.RollBackAsync();

        (await scene.LookAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Apply_AnyCredential_UserNameIsAlwaysGiven()
    {
        var scene = await ExposedAsync();
        var run = Start(scene);

        await run.ApplyAsync();

        run.Log.Bodies.Length.ShouldBe(3);
        run.Log.Bodies.ShouldAllBe(body => body.Contains($"UserName={run.Target.Resource.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_SshKeyMadeSince_IsDrifted()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world, new(world.User)));
        await run.ApplyAsync();
        var added = await world.UploadSshKeyAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>().What.ShouldContain(added);
    }

    [Fact]
    public async Task RollBack_AnyCredentials_UndoesApply() =>
        await Gen.Select(Gen.Bool.Array[0, 3], Gen.Int[0, 2].Select(kind => ((string[])["Active", "Inactive", "Expired"])[kind]).Array[0, 3]).SampleAsync(
            async (ssh, services) =>
            {
                var world = await UserAsync();
                var credentials = new ServiceCredentials(world.User);
                foreach (var active in ssh)
                    await world.SetSshKeyAsync(await world.UploadSshKeyAsync(), active ? "Active" : "Inactive");
                for (var i = 0; i < services.Length; i++)
                    credentials.Set($"ACCAEXAMPLE{i}", services[i]);
                var scene = SceneOf(world, credentials);
                var before = await scene.LookAsync();
                var run = Start(scene);
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await scene.LookAsync()).ShouldNotContain(" Active");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await scene.LookAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync()
    {
        var world = await UserAsync();
        await world.UploadSshKeyAsync();
        var credentials = new ServiceCredentials(world.User);
        credentials.Set("ACCAEXAMPLE1", "Active");
        credentials.Set("ACCAEXAMPLE2", "Active");
        return SceneOf(world, credentials);
    }

    protected override async Task<Scene> SafeAsync()
    {
        var world = await UserAsync();
        await world.SetSshKeyAsync(await world.UploadSshKeyAsync(), "Inactive");
        return SceneOf(world, new(world.User));
    }

    protected override IRemediation Make(AwsClients aws) => new DeactivateOtherCredentials(aws);

    private Task<IamWorld> UserAsync() => IamWorld.WithUserAsync(Moto, $"committer-{Interlocked.Increment(ref s_users)}");

    private static Scene SceneOf(IamWorld world, ServiceCredentials credentials) => new()
    {
        Target = Scene.User(world.User),
        LookAsync = async () => $"{await world.SshKeysAsync()}\n{credentials.State}",
        DriftAsync = () => world.UploadSshKeyAsync(),
        Answer = credentials.Answer,
    };
}
