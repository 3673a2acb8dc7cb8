using System.Text.RegularExpressions;
using System.Xml.Linq;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class RestoreFlowLogsTests(Moto moto) : RemediationContract(moto)
{
    private const string Bucket = "flow-logs-of-the-account";

    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_VpcWithoutFlowLogs_RecordsAllTrafficWhereTheOthersDo()
    {
        var vpc = await VpcAsync();
        await OtherLogsAsync();

        await Start(SceneOf(vpc)).ApplyAsync();

        (await LookAsync(vpc)).ShouldBe($"ALL into arn:aws:s3:::{Bucket}");
    }

    [Fact]
    public async Task Capture_OnlyRejectedTrafficIsRecorded_IsExposed()
    {
        var vpc = await VpcAsync();
        await OtherLogsAsync();
        await CreateAsync(vpc, "REJECT", "other-bucket");
        var run = Start(SceneOf(vpc));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await LookAsync(vpc)).ShouldBe($"ALL into arn:aws:s3:::{Bucket}, REJECT into arn:aws:s3:::other-bucket");
    }

    [Fact]
    public async Task Capture_NoBucketIsKnown_IsRefusedWithTheCommand()
    {
        var vpc = await VpcAsync();
        var run = Start(SceneOf(vpc));
        run.Log.Answer = (call, _) => call == "ec2:DescribeFlowLogs" ? "<DescribeFlowLogsResponse><flowLogSet/></DescribeFlowLogsResponse>" : null;

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain($"aws ec2 create-flow-logs --resource-type VPC --resource-ids {vpc}");
    }

    [Fact]
    public async Task Apply_BucketIsGone_IsRefused()
    {
        var vpc = await VpcAsync();
        await OtherLogsAsync();
        var run = Start(SceneOf(vpc));
        run.Log.Rewrite = text => text.Replace(Bucket, "no-such-bucket", StringComparison.Ordinal);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Refused>().Why.ShouldContain("ec2:CreateFlowLogs");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task Verify_RecordsAreNotDelivered_IsStillOpen()
    {
        var vpc = await VpcAsync();
        await OtherLogsAsync();
        var run = Start(SceneOf(vpc));
        await run.ApplyAsync();
        var failed = new Regex($"<deliverLogsStatus>SUCCESS(?=(?:(?!</item>).)*{vpc})", RegexOptions.Singleline);
        run.Log.Rewrite = text => failed.Replace(text, "<deliverLogsStatus>FAILED");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task RollBack_Applied_StaysOnAndSaysHow()
    {
        var vpc = await VpcAsync();
        await OtherLogsAsync();
        var run = Start(SceneOf(vpc));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("left on");

        (await LookAsync(vpc)).ShouldStartWith("ALL");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        await OtherLogsAsync();
        return SceneOf(await VpcAsync());
    }

    protected override async Task<Scene> SafeAsync()
    {
        var vpc = await VpcAsync();
        await OtherLogsAsync();
        await CreateAsync(vpc, "ALL", Bucket);
        return SceneOf(vpc);
    }

    protected override IRemediation Make(AwsClients aws) => new RestoreFlowLogs(aws);

    private Scene SceneOf(string vpc) => new()
    {
        Target = Scene.Of("AwsEc2Vpc", vpc),
        LookAsync = () => LookAsync(vpc),
        DriftAsync = async () =>
        {
            await DeleteAsync(vpc);
            await CreateAsync(vpc, "ALL", "other-bucket");
        },
    };

    private async Task<string> VpcAsync() => (await Moto.AskAsync("ec2", "CreateVpc", ("CidrBlock", "10.0.0.0/16"))).Descendants("vpcId").First().Value;

    // Each scene adds one, so that this bucket is the one that most are written into.
    private async Task OtherLogsAsync() => await CreateAsync(await VpcAsync(), "ALL", Bucket);

    private async Task CreateAsync(string vpc, string traffic, string bucket)
    {
        await BucketAsync(bucket);
        await Moto.AskAsync("ec2", "CreateFlowLogs",
            ("ResourceType", "VPC"), ("ResourceId.1", vpc), ("TrafficType", traffic), ("LogDestinationType", "s3"), ("LogDestination", $"arn:aws:s3:::{bucket}"));
    }

    private async Task BucketAsync(string bucket)
    {
        try
        {
            await Moto.RestAsync("s3", HttpMethod.Put, $"/{bucket}", $"<CreateBucketConfiguration><LocationConstraint>{Moto.Region}</LocationConstraint></CreateBucketConfiguration>");
        }
        catch (InvalidOperationException made) when (made.Message.Contains("BucketAlready", StringComparison.Ordinal))
        {
            // Another scene's.
            return;
        }
    }

    private async Task DeleteAsync(string vpc)
    {
        foreach (var log in (await LogsAsync(vpc)).Select(log => log.Element("flowLogId")!.Value).ToList())
            await Moto.AskAsync("ec2", "DeleteFlowLogs", ("FlowLogId.1", log));
    }

    private async Task<string> LookAsync(string vpc) =>
        string.Join(", ", (await LogsAsync(vpc)).Select(log => $"{log.Element("trafficType")!.Value} into {log.Element("logDestination")!.Value}").Order(StringComparer.Ordinal));

    private async Task<IEnumerable<XElement>> LogsAsync(string vpc) =>
        (await Moto.AskAsync("ec2", "DescribeFlowLogs", ("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", vpc))).Element("flowLogSet")!.Elements("item");
}
