using IncidentResponder.Core.Preserve;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.Evidence;

public sealed class InstanceEvidenceTests(Moto moto)
{
    [Fact]
    public async Task Collect_Instance_SealsWhatAwsGivesAndNamesTheRest()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1, 1);
        var run = EvidenceRun.OfInstance(moto, "INC-EVIDENCE-1", world.Instance);

        var items = await run.CollectAsync();

        items.Select(one => one.Item.Type).ShouldBe(["Console output", "Console screenshot", "Description", "Live state", "Snapshot"]);
        items[1].Provenance.Reason.ShouldStartWith("AWS refused: ");
        items[3].Provenance.Reason.ShouldStartWith(CollectedEvidence.Off);
        items[4].Item.Id.ShouldStartWith("snap-");
        items[4].Item.Arn.ShouldBe($"arn:aws:ec2:eu-west-1::snapshot/{items[4].Item.Id}");
        items[4].SourceArn.ShouldStartWith("arn:aws:ec2:eu-west-1:123456789012:volume/vol-");
        items.Where(one => one.Item.Key.Length > 0).ShouldAllBe(one => one.Item.Sha256.Length == 64 && one.Item.SizeBytes > 0 && one.SourceArn.EndsWith(world.Instance, StringComparison.Ordinal));
        var description = run.Json("instance.json");
        ((string?)description["Instance"]!["InstanceId"]).ShouldBe(world.Instance);
        description["NetworkInterfaces"]!.AsArray().Count.ShouldBe(2);
        description["SecurityGroups"]!.AsArray().Count.ShouldBe(2);
        description["Volumes"]!.AsArray().Count.ShouldBe(1);
        run.Declared.Where(action => !action.StartsWith("ssm:", StringComparison.Ordinal)).ShouldBe(run.Log.Permissions);
    }

    [Fact]
    public async Task Collect_Again_CollectsNothingTwice()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var run = EvidenceRun.OfInstance(moto, "INC-EVIDENCE-2", world.Instance);
        var first = await run.CollectAsync();
        run.Log = new();

        var second = await run.CollectAsync();

        run.Log.Changes.ShouldBeEmpty();
        run.Log.Calls.ShouldNotContain("ec2:GetConsoleOutput");
        second.Select(one => one.Item).ShouldBe(first.Select(one => one.Item));
        second[2].Provenance.ShouldBe(first[2].Provenance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Collect_CrashAtAnyCall_EndsWithOneSetOfSnapshots(bool after)
    {
        for (var call = 0; ; call++)
        {
            var world = await Ec2World.WithInstanceAsync(moto, 1);
            var run = EvidenceRun.OfInstance(moto, $"INC-EVIDENCE-3-{after}-{call}", world.Instance);
            run.Log = new() { CrashAt = call, CrashAfter = after };
            try
            {
                await run.CollectAsync();
                call.ShouldBeGreaterThan(5);
                return;
            }
            catch (CrashException)
            {
                run.Log = new();
            }

            await run.CollectAsync();
            var answer = await moto.AskAsync("ec2", "DescribeSnapshots", ("Filter.1.Name", "tag:ir:incident"), ("Filter.1.Value.1", run.Incident.Value));
            answer.Descendants("snapshotId").Count().ShouldBe(1, $"crash at call {call}");
        }
    }

    [Fact]
    public async Task Collect_VolumeAttachedAfterTheSnapshots_IsMadeUpFor()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var run = EvidenceRun.OfInstance(moto, "INC-EVIDENCE-4", world.Instance);
        await run.CollectAsync();
        var made = await moto.AskAsync("ec2", "CreateVolume", ("Size", "1"), ("AvailabilityZone", Moto.Region + "a"));
        var volume = made.Descendants("volumeId").First().Value;
        await moto.AskAsync("ec2", "AttachVolume", ("VolumeId", volume), ("InstanceId", world.Instance), ("Device", "/dev/sdf"));

        var items = await run.CollectAsync();

        items.Count(one => one.Item.Type == "Snapshot" && one.SourceArn.EndsWith(volume, StringComparison.Ordinal)).ShouldBe(1);
        items.Where(one => one.Item.Type == "Snapshot").Select(one => one.SourceArn).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Collect_MissingInstance_IsNotedForEachPiece()
    {
        var items = await EvidenceRun.OfInstance(moto, "INC-EVIDENCE-5", "i-00000000000000000").CollectAsync();

        items.ShouldAllBe(one => one.Item.Key.Length == 0 && one.Item.Arn.Length == 0 && one.Provenance.Reason.Length > 0);
        items.ShouldContain(one => one.Provenance.Reason.Contains("does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Collect_InstanceOlderThanNitro_GetsTheBufferedConsole()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var run = EvidenceRun.OfInstance(moto, "INC-EVIDENCE-6", world.Instance);
        run.Log = new()
        {
            Answer = (call, body) => call == "ec2:GetConsoleOutput" && body.Contains("Latest=true", StringComparison.Ordinal)
                ? "<Response><Errors><Error><Code>UnsupportedOperation</Code><Message>not on this type</Message></Error></Errors></Response>"
                : null,
        };

        var items = await run.CollectAsync();

        items[0].Item.SizeBytes.ShouldBeGreaterThan(0);
    }
}
