using System.Text.Json.Nodes;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Evidence;

/// <summary>What the responder seals of each kind of target that it does not run.</summary>
public sealed class RecordEvidenceTests(Moto moto)
{
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    [Fact]
    public async Task Collect_AccessKey_SealsItsUserItsPoliciesAndWhatItDid()
    {
        var world = await IamWorld.WithUserAsync(moto, "evidence-user");
        await world.PutPolicyAsync("admin", Everything);
        await moto.AskAsync("iam", "CreateGroup", ("GroupName", "evidence-group"));
        await moto.AskAsync("iam", "AddUserToGroup", ("GroupName", "evidence-group"), ("UserName", world.User));
        var run = new EvidenceRun(moto, "INC-RECORD-1", Scene.Resource("AwsIamAccessKey", world.Keys[0]), new() { Kind = "IAMUser", Name = world.User, AccessKeyId = world.Keys[0] })
        {
            Clock = new HastyClock(),
            Log = new() { Answer = CloudTrail(pages: 2) },
        };

        var items = await run.CollectAsync();

        items.ShouldAllBe(one => one.Item.Sha256.Length == 64 && one.Provenance.Reason.Length == 0);
        ((string?)run.Json("user.json")["AccessKeys"]![0]!["AccessKeyId"]).ShouldBe(world.Keys[0]);
        ((string?)run.Json("user.json")["Groups"]![0]).ShouldEndWith("group/evidence-group");
        run.Json("user.json")["HasLoginProfile"]!.GetValue<bool>().ShouldBeFalse();
        ((string?)run.Json("policies.json")["Inline"]!["admin"]).ShouldBe(Everything);
        run.Json("cloudtrail-eu-west-1.json")["Events"]!.AsArray().Select(one => (string?)one!["EventId"]).ShouldBe(["event-0", "event-1"]);
        ((string?)run.Json("cloudtrail-eu-west-1.json")["Events"]![0]!["CloudTrailEvent"]).ShouldBe("""{"eventName":"CreateUser"}""");
        ((string?)run.Json("cloudtrail-us-east-1.json")["AttributeKey"]).ShouldBe("AccessKeyId");
        run.Declared.ShouldBe(run.Log.Permissions);
    }

    [Fact]
    public async Task Collect_UserWithMoreRecordsThanPages_SaysWhereItIsCut()
    {
        var world = await IamWorld.WithUserAsync(moto, "busy-user");
        var run = new EvidenceRun(moto, "INC-RECORD-2", Scene.Resource("AwsIamUser", world.User)) { Clock = new HastyClock(), Log = new() { Answer = CloudTrail(pages: 99) } };

        var items = await run.CollectAsync();

        var extract = items.Single(one => one.Item.Id == "cloudtrail-eu-west-1.json");
        extract.Provenance.Reason.ShouldStartWith("Cut after 10 records");
        ((string?)run.Json("cloudtrail-eu-west-1.json")["AttributeValue"]).ShouldBe("busy-user");
        (run.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch.AddYears(56)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task Collect_Role_SealsTrustAndPolicies()
    {
        var world = await RoleWorld.WithRoleAsync(moto);

        var run = await CollectedAsync("INC-RECORD-3", "AwsIamRole", world.Role);

        ((string?)run.Json("role.json")["AssumeRolePolicyDocument"]).ShouldBe(RoleWorld.Trust);
        ((string?)run.Json("role.json")["Inline"]!["work"]).ShouldBe(RoleWorld.Work);
    }

    [Fact]
    public async Task Collect_Bucket_SealsPolicyAndGrants()
    {
        var world = await S3World.WithBucketAsync(moto);
        await world.PutPolicyAsync(Everything);
        await world.PutGrantsAsync((S3World.AllUsers, "READ"));

        var run = await CollectedAsync("INC-RECORD-4", "AwsS3Bucket", world.Bucket);

        ((string?)run.Json("bucket.json")["Policy"]).ShouldBe(Everything);
        ((string?)run.Json("bucket.json")["Grants"]![0]!["Grantee"]).ShouldBe(S3World.AllUsers);
    }

    [Fact]
    public async Task Collect_BucketWithoutPolicy_SealsTheRest()
    {
        var world = await S3World.WithBucketAsync(moto);

        var run = await CollectedAsync("INC-RECORD-5", "AwsS3Bucket", world.Bucket);

        run.Json("bucket.json")["Policy"].ShouldBeNull();
        ((string?)run.Json("bucket.json")["Owner"]).ShouldBe(S3World.Owner);
    }

    [Fact]
    public async Task Collect_Function_SealsItsConfiguration()
    {
        var function = LambdaCloud.Create();
        function.Tag("team", "build");

        var run = await CollectedAsync("INC-RECORD-6", "AwsLambdaFunction", function.Name);

        ((string?)run.Json("function.json")["FunctionArn"]).ShouldBe(function.Arn);
        ((string?)run.Json("function.json")["Tags"]!["team"]).ShouldBe("build");
    }

    [Fact]
    public async Task Collect_FunctionWithSecretsInItsEnvironment_SealsNamesOnly()
    {
        var run = new EvidenceRun(moto, "INC-RECORD-7", Scene.Resource("AwsLambdaFunction", "secretive"))
        {
            Log = new()
            {
                Answer = (call, _) => call == "lambda:GetFunction"
                    ? """{"Configuration":{"FunctionName":"secretive","Environment":{"Variables":{"PASSWORD":"hunter2"}}},"Code":{"RepositoryType":"S3","Location":"https://example.com/code.zip?X-Amz-Signature=abc"}}"""
                    : null,
            },
        };

        await run.CollectAsync();

        ((string?)run.Json("function.json")["EnvironmentNames"]![0]).ShouldBe("PASSWORD");
        ((string?)run.Json("function.json")["CodeLocation"]).ShouldBe("https://example.com/code.zip");
        run.Sink.TextOf(run.Incident, "function.json").ShouldNotContain("hunter2");
        run.Sink.TextOf(run.Incident, "function.json").ShouldNotContain("Signature");
    }

    [Fact]
    public async Task Collect_SecurityGroup_SealsEachRule()
    {
        var world = await Ec2World.WithInstanceAsync(moto, 1);
        var group = (await world.GroupsAsync("evidence", 1))[0];
        await moto.AskAsync("ec2", "AuthorizeSecurityGroupIngress", ("GroupId", group), ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "22"),
            ("IpPermissions.1.ToPort", "22"), ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"));

        var run = await CollectedAsync("INC-RECORD-8", "AwsEc2SecurityGroup", group);

        ((string?)run.Json("security-group.json")["SecurityGroups"]![0]!["GroupId"]).ShouldBe(group);
        run.Json("security-group.json")["SecurityGroupRules"]!.AsArray().ShouldContain(rule => (string?)rule!["CidrIpv4"] == "0.0.0.0/0" && (int?)rule["FromPort"] == 22);
    }

    [Fact]
    public async Task Collect_Database_SealsWhoCanReachIt()
    {
        await moto.AskAsync("rds", "CreateDBInstance", ("DBInstanceIdentifier", "evidence-db"), ("DBInstanceClass", "db.t3.micro"), ("Engine", "mysql"),
            ("MasterUsername", "root"), ("MasterUserPassword", "example-password"), ("AllocatedStorage", "20"), ("PubliclyAccessible", "true"));

        var run = await CollectedAsync("INC-RECORD-9", "AwsRdsDbInstance", "evidence-db");

        run.Json("database.json")["DBInstances"]![0]!["PubliclyAccessible"]!.GetValue<bool>().ShouldBeTrue();
        run.Sink.TextOf(run.Incident, "database.json").ShouldNotContain("example-password");
    }

    [Fact]
    public async Task Collect_TypeThatNobodyKnows_IsNoted()
    {
        var items = await new EvidenceRun(moto, "INC-RECORD-10", Scene.Resource("AwsEksCluster", "blue")).CollectAsync();

        items.ShouldHaveSingleItem().Provenance.Reason.ShouldContain("AwsEksCluster");
    }

    private async Task<EvidenceRun> CollectedAsync(string incident, string type, string id)
    {
        var run = new EvidenceRun(moto, incident, Scene.Resource(type, id));
        var items = await run.CollectAsync();
        items.ShouldHaveSingleItem().Provenance.Reason.ShouldBeEmpty();
        run.Declared.ShouldBe(run.Log.Permissions);
        return run;
    }

    // CloudTrail with a record a page.
    private static Func<string, string, string?> CloudTrail(int pages) => (call, body) =>
    {
        if (call != "cloudtrail:LookupEvents")
            return null;

        var page = int.Parse(JsonNode.Parse(body)!["NextToken"]?.GetValue<string>() ?? "0");
        return new JsonObject
        {
            ["Events"] = new JsonArray(new JsonObject { ["EventId"] = $"event-{page}", ["EventName"] = "CreateUser", ["CloudTrailEvent"] = """{"eventName":"CreateUser"}""" }),
            ["NextToken"] = page + 1 < pages ? $"{page + 1}" : null,
        }.ToJsonString();
    };
}
