using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class RequireImdsV2Tests(Moto moto) : RemediationContract(moto)
{
    [Theory]
    [InlineData("optional", "enabled")]
    [InlineData("optional", "disabled")]
    [InlineData("required", "enabled")]
    public async Task RollBack_AnyOptions_AreAsBefore(string tokens, string tags)
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await SetAsync(world, tokens, tags);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await LookAsync(world)).ShouldBe("tokens required, tags disabled");

        await run.RollBackAsync();

        (await LookAsync(world)).ShouldBe($"tokens {tokens}, tags {tags}");
    }

    [Fact]
    public async Task Verify_NotYetApplied_IsStillOpen()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Replace("<state>applied</state>", "<state>pending</state>", StringComparison.Ordinal);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("not yet applied");
    }

    [Fact]
    public async Task Capture_MetadataTurnedOff_IsRefused()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await Moto.AskAsync("ec2", "ModifyInstanceMetadataOptions", ("InstanceId", world.Instance), ("HttpEndpoint", "disabled"));

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("turned off altogether");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await SetAsync(world, "optional", "enabled");
        return SceneOf(world);
    }

    protected override async Task<Scene> SafeAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await SetAsync(world, "required", "disabled");
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new RequireImdsV2(aws);

    private Scene SceneOf(Ec2World world) => new()
    {
        Target = Scene.Instance(world.Instance),
        LookAsync = () => LookAsync(world),
        DriftAsync = () => Moto.AskAsync("ec2", "ModifyInstanceMetadataOptions", ("InstanceId", world.Instance), ("HttpEndpoint", "disabled"), ("HttpTokens", "optional"), ("InstanceMetadataTags", "disabled")),
    };

    private Task SetAsync(Ec2World world, string tokens, string tags) => Moto.AskAsync("ec2", "ModifyInstanceMetadataOptions",
        ("InstanceId", world.Instance), ("HttpTokens", tokens), ("InstanceMetadataTags", tags), ("HttpEndpoint", "enabled"));

    private async Task<string> LookAsync(Ec2World world)
    {
        var options = (await Moto.AskAsync("ec2", "DescribeInstances", ("InstanceId.1", world.Instance))).Descendants("metadataOptions").First();
        return $"tokens {options.Element("httpTokens")!.Value}, tags {options.Element("instanceMetadataTags")!.Value}";
    }
}
