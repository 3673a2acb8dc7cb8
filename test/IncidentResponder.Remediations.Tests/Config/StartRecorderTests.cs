using System.Text.Json;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Config;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Config;

public sealed class StartRecorderTests(Moto moto) : RemediationContract(moto)
{
    protected override bool ComesBack => false;

    [Fact]
    public async Task Capture_NoDeliveryChannel_TellsHowToMakeOne()
    {
        var scene = await ExposedAsync();
        await AskAsync("DeleteDeliveryChannel", """{"DeliveryChannelName":"default"}""");

        (await Start(scene).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("aws configservice put-delivery-channel");
    }

    [Fact]
    public async Task Capture_NoRecorder_TellsHowToMakeOne()
    {
        var scene = await ExposedAsync();
        await AskAsync("DeleteConfigurationRecorder", """{"ConfigurationRecorderName":"default"}""");

        (await Start(scene).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("aws configservice put-configuration-recorder");
    }

    [Fact]
    public async Task Capture_RecorderOfAService_IsLeftAlone()
    {
        var run = Start(await ExposedAsync());
        run.Log.Rewrite = text => text.Replace("\"roleARN\"", "\"servicePrincipal\": \"observabilityadmin.amazonaws.com\", \"roleARN\"", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("has no recorder");
    }

    [Fact]
    public async Task Verify_RecorderThatFails_IsStillOpenAndSaysWhy()
    {
        var run = Start(await ExposedAsync());
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Replace("\"PENDING\"", "\"Failure\", \"lastErrorCode\": \"AccessDenied\"", StringComparison.Ordinal);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("fails with AccessDenied");
    }

    [Fact]
    public async Task RollBack_StartedRecorder_StaysOn()
    {
        var scene = await ExposedAsync();
        var run = Start(scene);
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("aws configservice stop-configuration-recorder");

        (await scene.LookAsync()).ShouldBe("default true");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        foreach (var state in (await AskAsync("DescribeConfigurationRecorderStatus", "{}")).GetProperty("ConfigurationRecordersStatus").EnumerateArray())
        {
            var name = state.GetProperty("name").GetString();
            await AskAsync("StopConfigurationRecorder", $$"""{"ConfigurationRecorderName":"{{name}}"}""");
        }

        await AskAsync("PutConfigurationRecorder", $$$"""{"ConfigurationRecorder":{"name":"default","roleARN":"arn:aws:iam::{{{Moto.Account}}}:role/config","recordingGroup":{"allSupported":true,"includeGlobalResourceTypes":false} } }""");
        await AskAsync("PutDeliveryChannel", """{"DeliveryChannel":{"name":"default","s3BucketName":"config-records"}}""");
        return SceneOf();
    }

    protected override async Task<Scene> SafeAsync()
    {
        var scene = await ExposedAsync();
        await AskAsync("StartConfigurationRecorder", """{"ConfigurationRecorderName":"default"}""");
        return scene;
    }

    protected override IRemediation Make(AwsClients aws) => new StartRecorder(aws);

    private Scene SceneOf() => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = async () => string.Join('\n', (await AskAsync("DescribeConfigurationRecorderStatus", "{}")).GetProperty("ConfigurationRecordersStatus").EnumerateArray()
            .Select(state => $"{state.GetProperty("name").GetString()} {state.GetProperty("recording").GetRawText()}")),
        DriftAsync = async () => await AskAsync("DeleteConfigurationRecorder", """{"ConfigurationRecorderName":"default"}"""),
    };

    private Task<JsonElement> AskAsync(string operation, string body) => Moto.JsonAsync("config", $"StarlingDoveService.{operation}", body);
}
