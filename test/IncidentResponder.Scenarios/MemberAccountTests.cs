using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using IncidentResponder.LocalCloud.Respond;
using IncidentResponder.LocalCloud.Respond.Seeding;

namespace IncidentResponder.Scenarios;

/// <summary>Findings about another account, and another Region of it, that are delivered in the responder's account, their administrator's.</summary>
public sealed class MemberAccountTests(CloudFixture cloud)
{
    private const string Member = "111122223333";
    private const string Elsewhere = "eu-central-1";

    [Fact]
    public async Task Instance_OfAMemberInAnotherRegion_IsIsolatedThere()
    {
        using var there = await MemberAsync(Elsewhere);
        var world = await SeedAsync(there, Elsewhere, Scenario.Fresh(Scenario.CryptoMining, "m1"));
        var before = await WorldSnapshot.ReadAsync(there, world, TestContext.Current.CancellationToken);

        var report = await Scenario.RunAsync(cloud.Host, world.EventText, Answer.Approve, seed: false);
        var contained = await WorldSnapshot.ReadAsync(there, world, TestContext.Current.CancellationToken);

        Scenario.RecordOf(report).Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        Scenario.RecordOf(report).Incident.Target.Account.Value.ShouldBe(Member);
        var changes = before.ChangesTo(contained);
        changes.Count(c => c.Name.EndsWith("security groups", StringComparison.Ordinal) && c.After.StartsWith("ir-empty", StringComparison.Ordinal)).ShouldBe(2);
        report.Calls.Keys.ShouldContain(call => call.Contains("AssumeRole", StringComparison.Ordinal));
        using var own = new AwsClients(cloud.Host.Endpoint, Elsewhere);
        ((await own.Ec2.DescribeInstancesAsync(new() { Filters = [new("instance-id", [world.Instance!.InstanceId])] }, TestContext.Current.CancellationToken)).Reservations ?? []).ShouldBeEmpty("the instance is the member's alone");
    }

    [Fact]
    public async Task AccessKey_OfAMember_IsDeactivatedThereAndTheUserOfThatNameAtHomeIsLeftAlone()
    {
        using AwsClients home = new(cloud.Host.Endpoint, cloud.Host.Api.Region);
        using var there = await MemberAsync(cloud.Host.Api.Region);
        var world = await SeedAsync(there, cloud.Host.Api.Region, Scenario.Fresh(Scenario.StolenKey, "m2").Replace("build-bot", "release-bot", StringComparison.Ordinal));
        await home.Iam.CreateUserAsync(new() { UserName = world.User }, TestContext.Current.CancellationToken);
        var key = (await home.Iam.CreateAccessKeyAsync(new() { UserName = world.User }, TestContext.Current.CancellationToken)).AccessKey.AccessKeyId;

        var report = await Scenario.RunAsync(cloud.Host, world.EventText, Answer.Approve, seed: false);

        Scenario.RecordOf(report).Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        var keys = (await there.Iam.ListAccessKeysAsync(new() { UserName = world.User }, TestContext.Current.CancellationToken)).AccessKeyMetadata;
        keys.ShouldAllBe(one => one.Status == "Inactive");
        var atHome = (await home.Iam.ListAccessKeysAsync(new() { UserName = world.User }, TestContext.Current.CancellationToken)).AccessKeyMetadata;
        atHome.Single(one => one.AccessKeyId == key).Status.Value.ShouldBe("Active");
        (await home.Iam.ListUserPoliciesAsync(new() { UserName = world.User }, TestContext.Current.CancellationToken)).PolicyNames.ShouldBeEmpty();
    }

    private async Task<AwsClients> MemberAsync(string region)
    {
        using AmazonSecurityTokenServiceClient sts = new(
            new BasicAWSCredentials("AKIALOCALSEED0000000", "local"),
            new AmazonSecurityTokenServiceConfig { ServiceURL = cloud.Host.Endpoint.ToString(), AuthenticationRegion = cloud.Host.Api.Region });
        AssumeRoleRequest enter = new() { RoleArn = $"arn:aws:iam::{Member}:role/Setup", RoleSessionName = "setup" };
        var taken = (await sts.AssumeRoleAsync(enter, TestContext.Current.CancellationToken)).Credentials;
        return new(cloud.Host.Endpoint, region, new SessionAWSCredentials(taken.AccessKeyId, taken.SecretAccessKey, taken.SessionToken));
    }

    // The finding is the member's; the event says that it was delivered at home.
    private async Task<SeededWorld> SeedAsync(AwsClients there, string region, string eventText)
    {
        var world = await new EventSeeder(there, Member, region).SeedAsync(eventText, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        return world with { EventText = world.EventText.Replace($"\"account\": \"{Member}\"", $"\"account\": \"{cloud.Host.Api.Account}\"", StringComparison.Ordinal) };
    }
}
