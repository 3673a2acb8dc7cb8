using System.Text.Json.Nodes;
using Amazon.CloudTrail;
using IncidentResponder.Aws.Enrich;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Enrich;

public sealed class CloudTrailEnrichmentTests
{
    private readonly CannedAws _aws = new();

    [Fact]
    public async Task Add_WriteCalls_AreToldInOrderWithPersistenceFlaggedAndReadsLeftOut()
    {
        _aws.On("LookupEvents", new JsonObject
        {
            ["Events"] = new JsonArray(Event("3", "CreateAccessKey", 3), Event("1", "RunInstances", 1), Event("2", "DescribeInstances", 2, readOnly: "true")),
        }.ToJsonString());
        (await AddAsync()).Items.Select(item => item.Text).ShouldBe(
        [
            "PERSISTENCE iam.amazonaws.com RunInstances from 198.51.100.7 in us-east-1",
            "PERSISTENCE iam.amazonaws.com CreateAccessKey from 198.51.100.7 in us-east-1",
        ]);
        _aws.Asked.Single().Body.ShouldContain("AKIAIOSFODNN7EXAMPLE");
    }

    [Fact]
    public async Task Add_NothingRecorded_IsAGapAndNotNothing()
    {
        _aws.On("LookupEvents", """{"Events":[]}""");
        (await AddAsync()).Gaps.Single().ShouldContain("AKIAIOSFODNN7EXAMPLE");
    }

    [Fact]
    public async Task Add_Refused_IsANamedGap()
    {
        _aws.On("LookupEvents", """{"__type":"AccessDeniedException","message":"no"}""", System.Net.HttpStatusCode.BadRequest);
        (await AddAsync()).Gaps.Single().ShouldContain("AccessDenied");
    }

    private async Task<Enrichment> AddAsync()
    {
        using AmazonCloudTrailClient client = new(CannedAws.Credentials, _aws.On(new AmazonCloudTrailConfig()));
        return await new CloudTrailEnrichment(_ => [client]).AddAsync(new(), Some.Incident(Some.KeyFinding()), Some.Moment, default);
    }

    private static JsonObject Event(string id, string name, int minute, string readOnly = "false") => new JsonObject
    {
        ["EventId"] = id,
        ["EventName"] = name,
        ["ReadOnly"] = readOnly,
        ["EventSource"] = "iam.amazonaws.com",
        ["EventTime"] = Some.Moment.AddMinutes(minute).ToUnixTimeSeconds(),
        ["CloudTrailEvent"] = """{"sourceIPAddress":"198.51.100.7","awsRegion":"us-east-1"}""",
    };
}
