using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Remediations.Evidence;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Evidence;

public sealed class InstanceEvidenceTests(Moto moto)
{
    [Fact]
    public async Task Collect_Instance_SealsWhatAwsGivesAndNamesTheRest()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1, 1);
        var (log, shelf) = (new CallLog(), new EvidenceShelf());

        var items = await CollectAsync(world.Instance, "INC-EVIDENCE-1", log, shelf);

        items.ShouldContain(item => item.Title.StartsWith("Snapshot snap-", StringComparison.Ordinal) && item.Location.StartsWith("snap-", StringComparison.Ordinal));
        items.ShouldContain(item => item.Title == $"Console screenshot of {world.Instance}" && item.Gap.Length > 0);
        var description = JsonNode.Parse(shelf.Files.Single(file => file.Key.EndsWith("-instance.json", StringComparison.Ordinal)).Value)!;
        ((string?)description["Instance"]!["InstanceId"]).ShouldBe(world.Instance);
        description["NetworkInterfaces"]!.AsArray().Count.ShouldBe(2);
        description["Volumes"]!.AsArray().Count.ShouldBe(1);
        InstanceEvidence.Permissions.ShouldBe(log.Permissions);
    }

    [Fact]
    public async Task Collect_Again_MakesNoSecondSetOfSnapshots()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var first = await CollectAsync(world.Instance, "INC-EVIDENCE-2", new(), new());
        var log = new CallLog();

        var second = await CollectAsync(world.Instance, "INC-EVIDENCE-2", log, new());

        log.Changes.ShouldNotContain("ec2:CreateSnapshots");
        second.Select(item => item.Location).ShouldBe(first.Select(item => item.Location));
    }

    [Fact]
    public async Task Collect_CrashAfterTheSnapshots_FindsThem()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var log = new CallLog();
        await CollectAsync(world.Instance, "INC-EVIDENCE-3", log, new());
        var calls = log.Calls.IndexOf("ec2:CreateSnapshots");
        world = await Ec2World.WithInstanceAsync(moto, 1);
        log = new CallLog { CrashAt = calls, CrashAfter = true };
        await Should.ThrowAsync<CrashException>(() => CollectAsync(world.Instance, "INC-EVIDENCE-4", log, new()));

        await CollectAsync(world.Instance, "INC-EVIDENCE-4", new(), new());

        var answer = await moto.AskAsync("ec2", "DescribeSnapshots", ("Filter.1.Name", "tag:ir:incident"), ("Filter.1.Value.1", "INC-EVIDENCE-4"));
        answer.Descendants("snapshotId").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Collect_MissingInstance_IsAGap()
    {
        var items = await CollectAsync("i-00000000000000000", "INC-EVIDENCE-5", new(), new());

        items.ShouldHaveSingleItem().Gap.ShouldContain("does not exist");
    }

    private async Task<ImmutableArray<SealedItem>> CollectAsync(string instance, string incident, CallLog log, EvidenceShelf shelf)
    {
        var target = Scene.Instance(instance, incident);
        return await new InstanceEvidence(Clients.For(moto, log).Ec2, shelf)
            .CollectAsync(target.Incident, target.Resource, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
    }
}
