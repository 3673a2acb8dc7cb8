using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Testing;

namespace IncidentResponder.Remediations.Tests.Playbooks;

/// <summary>
/// Whole playbooks with the real remediations, cut short at their changing calls and taken up again: the process ends before the call or
/// after it, or the answer is lost with or without the call having taken effect, once or twice in a row. The world ends as if nothing had
/// happened, and undoing brings back what was.
/// </summary>
public sealed partial class WholePlaybookTests(Moto moto, ITestOutputHelper output)
{
    private static int s_worlds;

    [Fact]
    public Task Run_AccessKeyOfAnAttacker_EndsAsIfItHadNotBeenCutShort() => CutShortAsync(KeyAsync, 6, 6, "Iam/DeactivateAccessKey", "Iam/QuarantineUser");

    [Fact]
    public Task Run_PublicBucket_EndsAsIfItHadNotBeenCutShort() => CutShortAsync(BucketAsync, Cut.Ways, Cut.Ways, "S3/BlockBucketPublicAccess");

    [Fact]
    public Task Run_CompromisedInstance_EndsAsIfItHadNotBeenCutShort() => CutShortAsync(
        InstanceAsync, 16, 4, "Ec2/DetachAndProtectInstance", "Elb/DeregisterTarget", "Ec2/IsolateInstance", "Iam/RevokeInstanceCredentials");

    private async Task CutShortAsync(Func<Task<PlaybookScene>> sceneAsync, int mostToContain, int mostToUndo, params string[] steps)
    {
        var since = Stopwatch.GetTimestamp();
        var (contain, undo, contained) = await UncutAsync(sceneAsync, steps);
        var (containing, undoing) = (Cut.Sample(contain, mostToContain), Cut.Sample(undo, mostToUndo));
        foreach (var cut in containing)
            await ContainCutShortAsync(await sceneAsync(), cut, contained);
        foreach (var cut in undoing)
            await UndoCutShortAsync(await sceneAsync(), cut, contained);

        Say(string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", steps)}: {containing.Length + undoing.Length} runs in {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s."));
        Say($"{containing.Length} of the {contain * Cut.Ways} cuts in {contain} changes that contain: {Text(containing)}.");
        Say($"{undoing.Length} of the {undo * Cut.Ways} cuts in {undo} changes that undo: {Text(undoing)}.");
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        Console.WriteLine($"Crash matrix on AWS: {line}");
    }

    private static string Text(IEnumerable<Cut> cuts) => string.Join("; ", cuts.Select(cut => cut.InFewWords));

    private async Task<(int Contain, int Undo, string Contained)> UncutAsync(Func<Task<PlaybookScene>> sceneAsync, string[] steps)
    {
        var scene = await sceneAsync();
        var before = await scene.LookAsync();
        var run = await PlaybookRun.ApprovedAsync(moto, scene.Finding);
        run.Plan.Steps.Select(step => step.Remediation).ShouldBe(steps);
        (await run.ContainAsync()).ShouldBe("Applied");
        var contain = run.Changes;
        (await run.VerifyAsync()).ShouldBe("Confirmed");
        var contained = await scene.LookAsync();
        contained.ShouldNotBe(before);
        (await run.RollBackAsync()).ShouldBe("Restored");
        (await scene.LookAsync()).ShouldBe(before);
        return (contain, run.Changes, WithoutIds(contained));
    }

    private async Task ContainCutShortAsync(PlaybookScene scene, Cut cut, string contained)
    {
        var before = await scene.LookAsync();
        var run = await PlaybookRun.ApprovedAsync(moto, scene.Finding);
        var where = $"{run.Playbook}, containing: {cut}";
        (await run.ContainAsync(cut)).ShouldBeNull(where);
        if (cut.Times > 1)
            await run.ContainAsync(cut);

        (await run.ContainAsync()).ShouldBe("Applied", where);
        WithoutIds(await scene.LookAsync()).ShouldBe(contained, where);
        (await run.VerifyAsync()).ShouldBe("Confirmed", where);
        (await run.RollBackAsync()).ShouldBe("Restored", where);
        (await scene.LookAsync()).ShouldBe(before, where);
    }

    private async Task UndoCutShortAsync(PlaybookScene scene, Cut cut, string contained)
    {
        var before = await scene.LookAsync();
        var run = await PlaybookRun.ApprovedAsync(moto, scene.Finding);
        var where = $"{run.Playbook}, undoing: {cut}";
        (await run.ContainAsync()).ShouldBe("Applied", where);
        WithoutIds(await scene.LookAsync()).ShouldBe(contained, where);
        (await run.RollBackAsync(cut)).ShouldBeNull(where);
        if (cut.Times > 1)
            await run.RollBackAsync(cut);

        (await run.RollBackAsync()).ShouldBe("Restored", where);
        (await scene.LookAsync()).ShouldBe(before, where);
    }

    private async Task<PlaybookScene> KeyAsync()
    {
        var world = await IamWorld.WithUserAsync(moto, $"cut-short-{Interlocked.Increment(ref s_worlds)}", 2);
        await world.PutPolicyAsync("work", RoleWorld.Work);
        var finding = Here(Some.KeyFinding(user: world.User), Some.AccessKey(world.Keys[0]));
        return new(finding with { Principal = Some.User(world.User, world.Keys[0]) }, async () => string.Join('\n',
            (await world.StateAsync()).Replace(world.Keys[0], "the finding's key", StringComparison.Ordinal).Split('\n').Order(StringComparer.Ordinal)));
    }

    private async Task<PlaybookScene> BucketAsync()
    {
        var world = await S3World.WithBucketAsync(moto);
        await world.IgnorePublicListsAsync();
        var bucket = new FindingResource { Type = "AwsS3Bucket", Id = world.Bucket, Account = Some.Account, Region = Moto.Region };
        return new(Here(Some.Finding("Policy:S3/BucketAnonymousAccessGranted", role: ResourceRole.Target), bucket),
            () => moto.RestAsync("s3", HttpMethod.Get, $"/{world.Bucket}?publicAccessBlock"));
    }

    private async Task<PlaybookScene> InstanceAsync()
    {
        var name = $"cut-short-{Interlocked.Increment(ref s_worlds)}";
        var world = await Ec2World.WithGroupAsync(moto, name, desired: 2, max: 4);
        var second = await world.AttachAsync(1, await world.GroupsAsync("second", 2));
        await world.AddressAsync(second);
        var role = await RoleWorld.WithRoleAsync(moto);
        await moto.AskAsync("ec2", "AssociateIamInstanceProfile", ("InstanceId", world.Instance), ("IamInstanceProfile.Name", await role.ProfileAsync()));
        var target = await moto.AskAsync("elasticloadbalancing", "CreateTargetGroup",
            ("Name", name), ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", world.Vpc), ("TargetType", "instance"));
        var arn = target.Descendants("TargetGroupArn").First().Value;
        foreach (var member in await Ec2World.MembersAsync(moto, name))
            await moto.AskAsync("elasticloadbalancing", "RegisterTargets", ("TargetGroupArn", arn), ("Targets.member.1.Id", member), ("Targets.member.1.Port", "8080"));
        return new(Here(Some.Finding("Backdoor:EC2/C&CActivity.B"), Some.Instance(world.Instance)), async () => string.Join('\n',
            await world.KeepingAsync(), await world.NetworkAsync(), await role.StateAsync(), await TargetsAsync(arn)));
    }

    private async Task<string> TargetsAsync(string group) => string.Join('\n',
        (await moto.AskAsync("elasticloadbalancing", "DescribeTargetHealth", ("TargetGroupArn", group))).Descendants("Target").Select(target => target.ToString()).Order(StringComparer.Ordinal));

    private static Finding Here(Finding finding, FindingResource about)
    {
        var account = AccountId.Parse(Moto.Account);
        return finding with { Account = account, Region = Moto.Region, Resources = [about with { Account = account, Region = Moto.Region, Arn = null }] };
    }

    // The ids of a world in the order in which they appear: another world's are others.
    private static string WithoutIds(string look)
    {
        List<string> ids = [];
        return Id().Replace(look, id =>
        {
            if (!ids.Contains(id.Value))
                ids.Add(id.Value);
            return $"#{ids.IndexOf(id.Value)}";
        });
    }

    [GeneratedRegex(@"\b(?:(?:eni|i|sg)-[0-9a-f]{8,}|AKIA[A-Z0-9]{16}|INC-\d{8}-[0-9a-f]{16}|cut-short-\d+|\d+\.\d+\.\d+\.\d+)\b")]
    private static partial Regex Id();
}
