using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.S3;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.S3;

public sealed class RemovePublicGrantsTests(Moto moto) : RemediationContract(moto)
{
    private const string Partner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    private static readonly string[] Grantees = [S3World.AllUsers, S3World.AuthenticatedUsers, S3World.LogDelivery, S3World.Owner, Partner];
    private static readonly string[] Permissions = ["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"];

    [Fact]
    public async Task Apply_PublicAmongOthers_LeavesTheOthersAndTheOwner()
    {
        var world = await WorldAsync((S3World.AuthenticatedUsers, "WRITE"), (Partner, "READ"), (S3World.AllUsers, "READ"), (S3World.LogDelivery, "WRITE"));
        var run = Start(SceneOf(world));

        await run.ApplyAsync();

        (await world.GrantsAsync()).ShouldBe($"{S3World.Owner}: {Partner}READ, {S3World.LogDelivery}WRITE");
    }

    [Fact]
    public void GranteesOf_TwoHaveTheSameRight_NamesBoth()
    {
        var state = new RemovePublicGrants.State(S3World.Owner, false, [new(Partner, "READ"), new(S3World.AllUsers, "READ"), new(Partner, "WRITE")]);

        state.GranteesOf("READ").ShouldBe($"id=\"{Partner}\", uri=\"{S3World.AllUsers}\"");
        state.GranteesOf("READ_ACP").ShouldBeNull();
    }

    [Fact]
    public async Task Capture_AclAfterThePublicAccessBlock_IsRefusedBecauseS3HidesIt()
    {
        var world = await WorldAsync((S3World.Owner, "FULL_CONTROL"), (S3World.AllUsers, "READ"));
        await world.IgnorePublicListsAsync();
        var before = await world.GrantsAsync();

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("turn it off first");

        (await world.GrantsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task RollBack_PublicListsIgnoredSince_IsRefusedAndLeavesTheList()
    {
        var world = await WorldAsync((S3World.Owner, "FULL_CONTROL"), (S3World.AllUsers, "READ"));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.IgnorePublicListsAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("IgnorePublicAcls");

        (await world.GrantsAsync()).ShouldNotContain("AllUsers");
    }

    [Fact]
    public async Task Apply_ListsAreDisabled_IsAlreadySafe()
    {
        var world = await WorldAsync((S3World.Owner, "FULL_CONTROL"), (S3World.AllUsers, "READ"));
        await world.DisableListsAsync();
        var before = await world.GrantsAsync();

        (await Start(SceneOf(world)).ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        (await world.GrantsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Preview_PublicBucket_TellsWhoLosesWhat()
    {
        var world = await WorldAsync((S3World.AllUsers, "READ"), (Partner, "WRITE"));
        await world.ServeWebsiteAsync();
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain("AllUsers lose READ (S3).");
        facts.Summary.ShouldContain(line => line.StartsWith($"{world.Bucket} serves a website", StringComparison.Ordinal));
        facts.Summary.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Verify_BucketDeleted_IsConfirmed()
    {
        var world = await WorldAsync((S3World.AllUsers, "READ"), (Partner, "WRITE"));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeleteAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    // moto shows only the first of those who are granted the same right in one header, so each right has one grantee here.
    [Fact]
    public async Task RollBack_AnyList_IsAsBefore() =>
        await Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], (grantee, permission) => (Grantees[grantee], Permissions[permission])).Array[0, 6].SampleAsync(
            async grants =>
            {
                var world = await WorldAsync([.. grants.Prepend((S3World.Owner, "READ_ACP")).DistinctBy(grant => grant.Item2)]);
                var before = await world.GrantsAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.GrantsAsync()).ShouldNotContain("groups/global");
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.GrantsAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync((S3World.Owner, "FULL_CONTROL"), (S3World.AllUsers, "READ"), (S3World.LogDelivery, "WRITE")));

    protected override async Task<Scene> SafeAsync() => SceneOf(await WorldAsync((S3World.Owner, "FULL_CONTROL"), (Partner, "WRITE")));

    protected override IRemediation Make(AwsClients aws) => new RemovePublicGrants(aws);

    private static Scene SceneOf(S3World world) => new()
    {
        Target = Scene.Of("AwsS3Bucket", world.Bucket),
        LookAsync = world.GrantsAsync,
        DriftAsync = () => world.PutGrantsAsync((Partner, "FULL_CONTROL")),
    };

    private async Task<S3World> WorldAsync(params (string Grantee, string Permission)[] grants)
    {
        var world = await S3World.WithBucketAsync(Moto);
        await world.PutGrantsAsync(grants.Distinct());
        return world;
    }
}
