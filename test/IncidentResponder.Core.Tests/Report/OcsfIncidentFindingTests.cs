using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Report;

public sealed class OcsfIncidentFindingTests
{
    // The required and recommended members of class 2005 and of its base, as schema 1.5 names them, and the optional ones that are written.
    private static readonly string[] Members =
    [
        "activity_id", "activity_name", "category_name", "category_uid", "class_name", "class_uid", "type_uid", "severity_id", "severity", "status_id", "status",
        "time", "start_time", "end_time", "message", "desc", "metadata", "assignee", "finding_info_list", "attacks", "observables", "unmapped",
    ];

    [Fact]
    public async Task Of_ContainedIncident_HasTheClasssMembers()
    {
        using var json = JsonDocument.Parse(OcsfIncidentFinding.Of(await RichIncident.RecordAsync()));
        var root = json.RootElement;

        root.EnumerateObject().Select(one => one.Name).ShouldBe(Members);
        Numbers(root, "class_uid", "category_uid", "activity_id", "type_uid", "severity_id", "status_id").ShouldBe([2005, 2, 3, 200503, 4, 4]);
        root.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("1.5.0");
        root.GetProperty("assignee").GetProperty("name").GetString().ShouldBe(ApprovalScene.Ada);
        root.GetProperty("time").GetInt64().ShouldBe(Some.Moment.AddMinutes(5).AddSeconds(535).ToUnixTimeMilliseconds());
        root.GetProperty("finding_info_list").EnumerateArray().Select(one => one.GetProperty("uid").GetString()).ShouldBe(["4cb5a629e9757b650d102f683cdbcd7b", "5dc6a629e9757b650d102f683cdbcd7c"]);
        root.GetProperty("attacks")[0].GetProperty("technique").GetProperty("uid").GetString().ShouldBe("T1496");
        root.GetProperty("attacks")[1].GetProperty("sub_technique").GetProperty("uid").GetString().ShouldBe("T1078.004");
        root.GetProperty("observables").EnumerateArray().Select(one => (one.GetProperty("type_id").GetInt32(), one.GetProperty("value").GetString())).ShouldBe(
            [(10, Some.Instance().Arn), (2, "198.51.100.7"), (1, "pool.example.com")]);
    }

    [Fact]
    public async Task Of_StepsThatRan_AreRemediationActivities()
    {
        using var json = JsonDocument.Parse(OcsfIncidentFinding.Of(await RichIncident.RecordAsync()));
        var activity = json.RootElement.GetProperty("unmapped").GetProperty("remediation_activities")[0];

        Numbers(activity, "class_uid", "category_uid", "activity_id", "type_uid", "status_id").ShouldBe([7001, 7, 1, 700101, 1]);
        activity.GetProperty("activity_name").GetString().ShouldBe("Isolate");
        activity.GetProperty("command_uid").GetString().ShouldBe("INC-20260114-8c1f0a2b9d3e4f50/1");
    }

    [Theory]
    [InlineData("Ec2/IsolateInstance", 1)]
    [InlineData("Iam/DeactivateAccessKey", 2)]
    [InlineData("CloudTrail/RestartLogging", 3)]
    [InlineData("Ec2/RequireImdsV2", 4)]
    [InlineData("Runbooks/SecureRootUser", 99)]
    [InlineData("", 99)]
    public async Task Of_Remediation_IsAnActivityOfD3fend(string remediation, int activity)
    {
        var record = await RichIncident.RecordAsync();
        using var json = JsonDocument.Parse(OcsfIncidentFinding.Of(record with { Steps = [record.Steps[0] with { Remediation = remediation }] }));

        Numbers(json.RootElement.GetProperty("unmapped").GetProperty("remediation_activities")[0], "activity_id").ShouldBe([activity]);
    }

    [Fact]
    public async Task Of_OpenQuestion_IsOnHoldAndAssignedToWhoMayAnswer()
    {
        using var json = JsonDocument.Parse(OcsfIncidentFinding.Of(await (await ApprovalScene.SetAsync()).RecordAsync()));

        Numbers(json.RootElement, "activity_id", "status_id").ShouldBe([2, 3]);
        json.RootElement.GetProperty("assignee_group").GetProperty("desc").GetString().ShouldBe("ada@example.com, grace@example.com");
    }

    [Fact]
    public async Task Of_JustOpenedSample_IsNewAndATest()
    {
        var incident = (await ApprovalScene.SetAsync(finding: Some.Finding() with { Sample = true })).Incident;
        using var json = JsonDocument.Parse(OcsfIncidentFinding.Of(new() { Incident = incident }));

        Numbers(json.RootElement, "activity_id", "status_id", "verdict_id").ShouldBe([1, 1, 6]);
    }

    [Fact]
    public async Task Of_Denied_IsClosedWithoutAVerdict()
    {
        var scene = await ApprovalScene.SetAsync(mode: ResponseMode.AskFirst);
        await scene.Records.KeepAnswerAsync(scene.Incident.Id, new() { Outcome = ApprovalOutcome.Denied, By = ApprovalScene.Ada, At = ApprovalScene.InTime, PlanDigest = scene.Digest }, default);
        await scene.Records.KeepClosureAsync(scene.Incident.Id, new() { Outcome = "Denied", Summary = "Denied.", At = ApprovalScene.InTime }, default);
        using var json = JsonDocument.Parse(OcsfIncidentFinding.Of(await scene.RecordAsync()));

        Numbers(json.RootElement, "activity_id", "status_id").ShouldBe([3, 5]);
        json.RootElement.TryGetProperty("verdict_id", out _).ShouldBeFalse();
    }

    private static int[] Numbers(JsonElement json, params string[] names) => [.. names.Select(name => json.GetProperty(name).GetInt32())];
}
