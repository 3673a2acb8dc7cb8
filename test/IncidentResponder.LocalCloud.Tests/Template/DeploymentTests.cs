using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace IncidentResponder.LocalCloud.Tests.Template;

public sealed class DeploymentTests(DeployedTemplate deployed) : IClassFixture<DeployedTemplate>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ProductsTemplate_ExistsAsWritten()
    {
        deployed.Functions.Names.Count.ShouldBe(14);
        deployed.Machines.Names.Order().ShouldBe(["ir-lease", "ir-response", "ir-rollback"]);
        deployed.Machines.Definitions.ShouldAllBe(definition => !definition.Contains("${", StringComparison.Ordinal));

        JsonNode key = (await deployed.Api.JsonAsync("kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = Ref("LinkKey") }, Cancel))["KeyMetadata"]!;
        key["KeySpec"]!.GetValue<string>().ShouldBe("HMAC_256");
        JsonNode signing = (await deployed.Api.JsonAsync("kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = "alias/ir-evidence" }, Cancel))["KeyMetadata"]!;
        (signing["KeySpec"] + " " + signing["KeyUsage"]).ShouldBe("ECC_NIST_P256 SIGN_VERIFY");
        JsonNode queue = (await deployed.Api.JsonAsync("sqs", "AmazonSQS.GetQueueAttributes", new JsonObject { ["QueueUrl"] = Ref("FindingQueue"), ["AttributeNames"] = new JsonArray("All") }, Cancel))["Attributes"]!;
        queue["VisibilityTimeout"]!.GetValue<string>().ShouldBe("180");
        queue["RedrivePolicy"]!.GetValue<string>().ShouldContain("FindingDeadLetterQueue");
        JsonNode ttl = await deployed.Api.JsonAsync("dynamodb", "DynamoDB_20120810.DescribeTimeToLive", new JsonObject { ["TableName"] = Ref("IncidentTable") }, Cancel);
        ttl["TimeToLiveDescription"]!["TimeToLiveStatus"]!.GetValue<string>().ShouldBe("ENABLED");
        JsonNode backups = await deployed.Api.JsonAsync("dynamodb", "DynamoDB_20120810.DescribeContinuousBackups", new JsonObject { ["TableName"] = Ref("IncidentTable") }, Cancel);
        backups.ToJsonString().ShouldContain("\"PointInTimeRecoveryStatus\":\"ENABLED\"");
    }

    [Fact]
    public async Task Create_EvidenceBucket_IsLockedVersionedAndPrivate()
    {
        string bucket = Ref("EvidenceBucket");
        (await GetAsync(bucket, "object-lock")).ShouldContain("<Mode>COMPLIANCE</Mode>");
        (await GetAsync(bucket, "versioning")).ShouldContain("Enabled");
        (await GetAsync(bucket, "publicAccessBlock")).ShouldContain("<RestrictPublicBuckets>true</RestrictPublicBuckets>");
        (await GetAsync(bucket, "encryption")).ShouldContain("aws:kms");
        (await GetAsync(bucket, "policy")).ShouldContain("aws:SecureTransport");
    }

    [Fact]
    public async Task Create_Subscriptions_FilterByApproverAndSkipTheSecond()
    {
        XElement all = await deployed.Api.QueryAsync("sns", "2010-03-31", "ListSubscriptionsByTopic", [("TopicArn", Ref("ApprovalTopic"))], Cancel);
        string[] arns = [.. all.Descendants().Where(one => one.Name.LocalName == "SubscriptionArn").Select(one => one.Value)];
        arns.Distinct().Count().ShouldBe(1);
        deployed.Deployment.Created.ContainsKey("SecondApproverQuestions").ShouldBeFalse();
    }

    [Fact]
    public async Task Create_FunctionEnvironment_PointsThePageToThisMachine()
    {
        var answer = await deployed.Functions.InvokeAsync("NotifyFunction", """{"do":"env"}"""u8.ToArray(), Cancel);
        JsonNode environment = JsonNode.Parse(answer.Payload)!;
        environment["PAGE_URL"]!.GetValue<string>().ShouldBe("http://127.0.0.1:4567");
        environment["INCIDENT_TABLE"]!.GetValue<string>().ShouldBe(Ref("IncidentTable"));
        environment["LINK_KEYS"]!.GetValue<string>().ShouldBe($"HS256/{Ref("LinkKey")}");
        deployed.Deployment.Created.ContainsKey("LinkKeyB").ShouldBeFalse();
        environment["_HANDLER"]!.GetValue<string>().ShouldBe("Notify");
    }

    private string Ref(string id) => deployed.Ref(id);

    private Task<string> GetAsync(string bucket, string part) => deployed.Api.RestAsync("s3", HttpMethod.Get, $"/{bucket}?{part}", null, Cancel);
}
