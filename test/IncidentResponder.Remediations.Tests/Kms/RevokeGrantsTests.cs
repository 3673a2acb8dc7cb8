using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Kms;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Kms;

public sealed class RevokeGrantsTests(Moto moto) : RemediationContract(moto)
{
    private const string Partner = "arn:aws:iam::111122223333:role/partner";
    private const string Own = "arn:aws:iam::123456789012:role/app";

    private static readonly string[] Grantees = [Partner, Own, "arn:aws:iam::111122223333:root", "rds.amazonaws.com"];

    private static readonly string[] Constraints =
    [
        "", ",\"Name\":\"copy\"", ",\"RetiringPrincipal\":\"arn:aws:iam::111122223333:role/retirer\"",
        ",\"Constraints\":{\"EncryptionContextSubset\":{\"aws:ebs:id\":\"vol-1\"}}", ",\"Constraints\":{\"EncryptionContextEquals\":{\"b\":\"2+3\",\"a\":\"1\"}}",
    ];

    [Fact]
    public async Task Apply_GrantsOfTheOwnAccountAndOfServices_Stay()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.GrantAsync(Own);
        await world.GrantAsync("rds.amazonaws.com");
        var kept = await world.GrantsAsync();
        await world.GrantAsync(Partner);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.GrantsAsync()).ShouldBe(kept);
    }

    [Fact]
    public async Task RollBack_GrantsHaveNewIds_AreTheSameByContent()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.GrantAsync(Partner, "\"Decrypt\",\"DescribeKey\"", Constraints[3]);
        var (before, ids) = (await world.GrantsAsync(), await IdsAsync(world));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.GrantsAsync()).ShouldBe(before);
        (await IdsAsync(world)).ShouldNotBe(ids);
    }

    [Fact]
    public async Task RollBack_TwoGrantsThatGiveTheSame_AreTwoAgain()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.GrantAsync(Partner);
        await world.GrantAsync(Partner);
        var before = await world.GrantsAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await world.GrantsAsync()).ShouldBeEmpty();

        await run.RollBackAsync();

        (await world.GrantsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Preview_OutsideGrants_AreEachNamed()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.GrantAsync(Own);
        await world.GrantAsync(Partner, "\"Decrypt\"", Constraints[1]);
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldBe(
        [
            $"Key {world.Key} has 2 grants, of which 1 are to other accounts (KMS).",
            $"Would be revoked: grantee {Partner}, operations Decrypt, name copy (KMS).",
        ]);
    }

    [Fact]
    public async Task RollBack_AnyGrants_GiveTheSameAgain() =>
        await Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], Gen.Bool).Array[0, 6].SampleAsync(
            async grants =>
            {
                var world = await KmsWorld.WithKeyAsync(Moto);
                foreach (var (grantee, constraint, more) in grants)
                    await world.GrantAsync(Grantees[grantee], more ? "\"GenerateDataKey\",\"Decrypt\"" : "\"Decrypt\"", Constraints[constraint]);
                var before = await world.GrantsAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.GrantsAsync()).ShouldNotContain("GranteePrincipal=\"arn:aws:iam::111122223333");
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.GrantsAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.GrantAsync(Partner, "\"Decrypt\"", Constraints[2]);
        await world.GrantAsync(Own);
        await world.GrantAsync("arn:aws:iam::111122223333:root", "\"Decrypt\"", Constraints[1]);
        return SceneOf(world);
    }

    protected override async Task<Scene> SafeAsync()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.GrantAsync(Own);
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new RevokeGrants(aws);

    private static Scene SceneOf(KmsWorld world) => new()
    {
        Target = Scene.Of("AwsKmsKey", world.Key),
        LookAsync = world.GrantsAsync,
        DriftAsync = () => world.GrantAsync("arn:aws:iam::444455556666:role/intruder"),
    };

    private static async Task<string> IdsAsync(KmsWorld world) =>
        string.Join(' ', (await world.AskAsync("ListGrants")).GetProperty("Grants").EnumerateArray().Select(grant => grant.GetProperty("GrantId").GetString()));
}
