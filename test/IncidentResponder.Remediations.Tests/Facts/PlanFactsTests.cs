using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Remediations.Facts;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Testing;

namespace IncidentResponder.Remediations.Tests.Facts;

public sealed class PlanFactsTests(Moto moto)
{
    [Fact]
    public async Task Read_TwoStepsOnOneUser_SayEachThingOnceAndBindThePlanToBoth()
    {
        var world = await IamWorld.WithUserAsync(moto, "twice-read");

        var facts = await ReadAsync(Some.KeyFinding(user: world.User), world.User, world.Keys[0], Core.Triage.Playbooks.ContainAccessKey, Some.AccessKey(world.Keys[0]));

        facts.Exists.ShouldBeTrue();
        facts.Gaps.ShouldBeEmpty();
        facts.Summary.ShouldBeUnique();
        facts.Summary.ShouldContain($"Access key {world.Keys[0]} was last used on 2026-01-10 08:15 UTC for s3 in eu-west-1 (IAM).");
        facts.State[$"{world.Keys[0]} status"].ShouldBe("Active");
        facts.State[$"{world.User} inline"].ShouldBe("true");
        facts.Captured.Keys.ShouldBe([$"Iam/DeactivateAccessKey {world.Keys[0]}", $"Iam/QuarantineUser {world.User}"]);
    }

    [Fact]
    public async Task Read_KeyOfAnIncidentAboutABucket_IsToldAsWell()
    {
        var world = await IamWorld.WithUserAsync(moto, "object-reader");
        var bucket = await S3World.WithBucketAsync(moto);
        var about = new FindingResource { Type = "AwsS3Bucket", Id = bucket.Bucket, Account = Some.Account, Region = Moto.Region };

        var facts = await ReadAsync(Some.Finding("Exfiltration:S3/AnomalousBehavior"), world.User, world.Keys[0], "ContainObjectAccess", about, Some.AccessKey(world.Keys[0]));

        facts.Exists.ShouldBeTrue();
        facts.Summary.ShouldContain($"Access key {world.Keys[0]} was last used on 2026-01-10 08:15 UTC for s3 in eu-west-1 (IAM).");
        facts.Summary.ShouldContain("User object-reader last signed in with a password on 2026-01-09 07:00 UTC (IAM).");
    }

    private async Task<Core.Decide.TargetFacts> ReadAsync(Finding finding, string user, string key, string playbook, params FindingResource[] resources)
    {
        var account = AccountId.Parse(Moto.Account);
        var here = finding with
        {
            Account = account,
            Resources = [.. resources.Select(resource => resource with { Account = account, Arn = null })],
            Principal = Some.User(user, key),
        };
        var aws = Clients.For(moto, new() { Rewrite = LastUses.Told });
        return await PlanFacts.ReadAsync(Some.Incident(here, playbook), _ => aws, TestContext.Current.CancellationToken);
    }
}
