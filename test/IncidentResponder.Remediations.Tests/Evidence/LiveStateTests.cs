using System.Collections.Immutable;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Remediations.Evidence;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Evidence;

public sealed class LiveStateTests(Moto moto)
{
    private static readonly string Hash = new('a', 64);

    private readonly SsmWorld _ssm = new();

    [Fact]
    public async Task Collect_OnlineInstance_RunsThePinnedDocumentWithoutParametersAndSealsItsOutput()
    {
        var run = await RunAsync("INC-LIVE-1");

        var live = Only(await run.CollectAsync());

        live.Item.Key.ShouldEndWith("/evidence/live-state.json");
        live.Provenance.Reason.ShouldBeEmpty();
        ((string?)run.Json("live-state.json")["StandardOutputContent"]).ShouldBe("pid 1 init");
        var sent = _ssm.Commands.ShouldHaveSingleItem();
        ((string?)sent["DocumentName"]).ShouldBe("ir-live-state");
        ((string?)sent["DocumentVersion"]).ShouldBe("3");
        ((string?)sent["DocumentHash"]).ShouldBe(Hash);
        ((string?)sent["DocumentHashType"]).ShouldBe("Sha256");
        ((string?)sent["OutputS3BucketName"]).ShouldBe("memory-bucket");
        sent.ContainsKey("Parameters").ShouldBeFalse();
        live.Provenance.TransferredTo.ShouldHaveSingleItem().ShouldStartWith("s3://memory-bucket/INC-LIVE-1/11111111-2222-3333-4444-");
        run.Declared.ShouldBe(run.Log.Permissions);
    }

    [Fact]
    public async Task Collect_CrashAtAnyCall_SendsOneCommand()
    {
        for (var call = 0; ; call++)
        {
            var ssm = new SsmWorld();
            var run = await RunAsync($"INC-LIVE-2-{call}", ssm);
            (run.Log.CrashAt, run.Log.CrashAfter) = (call, true);
            try
            {
                await run.CollectAsync();
                return;
            }
            catch (CrashException)
            {
                run.Log = new() { Answer = ssm.Answer };
            }

            await run.CollectAsync();
            ssm.Commands.Count.ShouldBe(1, $"crash after call {call}");
        }
    }

    [Fact]
    public async Task Collect_InstanceThatSsmDoesNotReach_IsNotedAndNothingIsRun()
    {
        var run = await RunAsync("INC-LIVE-3");
        _ssm.Online.Clear();

        var live = Only(await run.CollectAsync());

        live.Item.Arn.ShouldBeEmpty();
        live.Provenance.Reason.ShouldContain("SSM does not reach");
        _ssm.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_OutputThatSsmCutsAndFailure_AreSaidInTheReason()
    {
        var run = await RunAsync("INC-LIVE-4");
        (_ssm.Output, _ssm.Status) = (new('x', 24_000), "Failed");

        var live = Only(await run.CollectAsync());

        live.Item.SizeBytes.ShouldBeGreaterThan(24_000);
        live.Provenance.Reason.ShouldBe("The command ended as Failed. The output is cut at 24,000 characters.");
    }

    [Fact]
    public async Task Collect_CommandThatDoesNotEnd_IsLeftAtTheEndOfTheTimeBox()
    {
        var run = await RunAsync("INC-LIVE-5");
        _ssm.LooksUntilTheEnd = int.MaxValue;

        var live = Only(await run.CollectAsync());

        live.Item.Key.ShouldBeEmpty();
        live.Provenance.Reason.ShouldContain("did not end within 45 s");
        live.Provenance.TransferredTo.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(",,,")]
    [InlineData(",3,,bucket")]
    public void Document_WithoutAName_IsOff(string setting) => PinnedDocument.Read(setting).ShouldBeNull();

    [Theory]
    [InlineData("ir-live-state,,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,")]
    [InlineData("ir-live-state,$LATEST,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,")]
    [InlineData("ir-live-state,3,,")]
    [InlineData("ir-live-state")]
    public void Document_ThatIsNotPinned_IsRefused(string setting) => Should.Throw<InvalidOperationException>(() => PinnedDocument.Read(setting)).Message.ShouldContain(setting);

    private static CollectedEvidence Only(ImmutableArray<CollectedEvidence> items) => items.Single(one => one.Item.Type == "Live state");

    private async Task<EvidenceRun> RunAsync(string incident, SsmWorld? ssm = null)
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        (ssm ?? _ssm).Online.Add(world.Instance);
        return new(moto, incident, Scene.Resource("AwsEc2Instance", world.Instance))
        {
            Document = PinnedDocument.Read($"ir-live-state,3,{Hash},memory-bucket"),
            Clock = new HastyClock(),
            Log = new() { Answer = (ssm ?? _ssm).Answer },
        };
    }
}
