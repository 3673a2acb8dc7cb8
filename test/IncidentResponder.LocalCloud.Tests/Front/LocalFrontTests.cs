using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Moto;

namespace IncidentResponder.LocalCloud.Tests.Front;

public sealed class LocalFrontTests(FrontFixture cloud) : IClassFixture<FrontFixture>
{
    private const string Location = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forward_CreateQueue_GivesTheFrontsAddressAndTheAccount()
    {
        JsonObject queue = await cloud.Api.JsonAsync("sqs", "AmazonSQS.CreateQueue", new JsonObject { ["QueueName"] = "front-test" }, Cancel);
        queue["QueueUrl"]!.GetValue<string>().ShouldBe($"{cloud.Front.Endpoint}111122223333/front-test");
        cloud.Calls.Counts.All["sqs.CreateQueue"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Owned_KnownOperation_SeesCallerAccountAndRegion()
    {
        string key = cloud.Calls.Callers.Issue("EnrichFunction");
        JsonObject answer = await PostAsync(key, "/graphs/list", """{"a":1}""");
        answer["caller"]!.GetValue<string>().ShouldBe("EnrichFunction");
        answer["account"]!.GetValue<string>().ShouldBe("111122223333");
        answer["region"]!.GetValue<string>().ShouldBe("eu-central-1");
        answer["body"]!.GetValue<string>().ShouldBe("""{"a":1}""");
        cloud.Calls.Counts.From("EnrichFunction")["detective.ListGraphs"].ShouldBe(1);
    }

    [Fact]
    public async Task Owned_UnknownOperation_NamesServiceAndOperation()
    {
        JsonObject answer = await PostAsync("AKIDEXAMPLE", "/no/such", "{}");
        answer["message"]!.GetValue<string>().ShouldContain("detective");
        answer["message"]!.GetValue<string>().ShouldContain("POST /no/such");
    }

    [Fact]
    public async Task Forward_OperationMotoLacks_NamesServiceAndOperation()
    {
        var refused = await Should.ThrowAsync<AwsApiException>(() =>
            cloud.Api.JsonAsync("ssm", "AmazonSSM.StartAutomationExecution", new JsonObject { ["DocumentName"] = "x" }, Cancel));
        refused.Message.ShouldContain("StartAutomationExecution");
    }

    [Fact]
    public async Task Observer_Before_ReplacesTheCall()
    {
        using (cloud.Calls.Observer.Before((request, _) => Task.FromResult(
            request.Operation == "CreateTopic" ? LocalResponse.Error("Throttling", "slow down", 400) : null)))
        {
            var refused = await Should.ThrowAsync<AwsApiException>(() => CreateTopicAsync("never"));
            refused.ErrorCode.ShouldBe("Throttling");
        }

        XElement topics = await cloud.Api.QueryAsync("sns", "2010-03-31", "ListTopics", [], Cancel);
        topics.Value.ShouldNotContain("never");
    }

    [Fact]
    public async Task Observer_After_SeesTheEffectBeforeTheCaller()
    {
        var seen = "";
        using IDisposable watching = cloud.Calls.Observer.After(async (request, status, cancel) =>
        {
            if (request.Operation == "CreateTopic")
                seen = status + (await cloud.Api.QueryAsync("sns", "2010-03-31", "ListTopics", [], cancel)).Value;
            return null;
        });
        await CreateTopicAsync("observed");
        seen.ShouldStartWith("200");
        seen.ShouldContain("arn:aws:sns:eu-west-1:111122223333:observed");
    }

    [Fact]
    public async Task Interface_GroupsReplaced_ShowsOnlyItsOwn()
    {
        XElement run = await Ec2Async("RunInstances", ("ImageId", "ami-12c6146b"), ("MinCount", "1"), ("MaxCount", "1"));
        string instance = Of(run, "instanceId");
        string vpc = Of(run, "vpcId");
        string subnet = Of(run, "subnetId");
        string empty = Of(await Ec2Async("CreateSecurityGroup", ("GroupName", "empty"), ("GroupDescription", "none"), ("VpcId", vpc)), "groupId");
        string second = Of(await Ec2Async("CreateNetworkInterface", ("SubnetId", subnet)), "networkInterfaceId");
        await Ec2Async("AttachNetworkInterface", ("NetworkInterfaceId", second), ("InstanceId", instance), ("DeviceIndex", "1"));
        await Ec2Async("ModifyNetworkInterfaceAttribute", ("NetworkInterfaceId", second), ("SecurityGroupId.1", empty));

        XElement shown = await Ec2Async("DescribeNetworkInterfaces", ("NetworkInterfaceId.1", second));
        Groups(shown).ShouldBe([empty]);
        await Ec2Async("ModifyInstanceAttribute", ("InstanceId", instance), ("GroupId.1", empty));
        XElement all = await Ec2Async("DescribeNetworkInterfaces", ("Filter.1.Name", "attachment.instance-id"), ("Filter.1.Value.1", instance));
        Groups(all).Distinct().ShouldBe([empty]);
    }

    [Fact]
    public async Task Bucket_TlsOnlyPolicy_StillTakesObjects()
    {
        const string policy =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::tls-only","arn:aws:s3:::tls-only/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";
        await cloud.Api.RestAsync("s3", HttpMethod.Put, "/tls-only", Location, Cancel);
        await cloud.Api.RestAsync("s3", HttpMethod.Put, "/tls-only?policy", policy, Cancel);
        await cloud.Api.RestAsync("s3", HttpMethod.Put, "/tls-only/a", "text", Cancel);
        (await cloud.Api.RestAsync("s3", HttpMethod.Get, "/tls-only/a", null, Cancel)).ShouldBe("text");
        cloud.Calls.Counts.All["s3.PutObject"].ShouldBe(1);
        cloud.Calls.Counts.All["s3.PutBucketPolicy"].ShouldBe(1);
    }

    [Fact]
    public void Start_OtherVersion_IsSaid() =>
        cloud.Said.Any(said => said.Contains(MotoProcess.ExpectedVersion, StringComparison.Ordinal))
            .ShouldBe(cloud.Moto.Version != MotoProcess.ExpectedVersion);

    private Task<XElement> CreateTopicAsync(string name) =>
        cloud.Api.QueryAsync("sns", "2010-03-31", "CreateTopic", [("Name", name)], Cancel);

    private Task<XElement> Ec2Async(string action, params (string Name, string Value)[] parameters) =>
        cloud.Api.QueryAsync("ec2", "2016-11-15", action, parameters, Cancel);

    private async Task<JsonObject> PostAsync(string key, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("Authorization", AwsApi.Authorization(key, "eu-central-1", "detective"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await cloud.Http.SendAsync(request, Cancel);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!.AsObject();
    }

    private static string Of(XElement answer, string name) => answer.Descendants().First(one => one.Name.LocalName == name).Value;

    private static string[] Groups(XElement answer) =>
        [.. answer.Descendants().Where(one => one.Name.LocalName == "groupId").Select(one => one.Value)];
}
