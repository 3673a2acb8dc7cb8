using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Testing;

/// <summary>An incident that went through every stage: asked, approved by one of two, contained, checked three times, closed with a lease.</summary>
public static class RichIncident
{
    /// <summary>The state that its step captured.</summary>
    public const string Prior = """{"interfaces":[{"id":"eni-0a1b2c3d","groups":["sg-0a1b2c3d"]},{"id":"eni-1a1b2c3d","groups":["sg-0a1b2c3d","sg-1a1b2c3d"]}],"detachedFrom":"web"}""";

    private static readonly DateTimeOffset Start = Some.Moment.AddMinutes(5);

    /// <summary>Its record. The same each time.</summary>
    public static async Task<IncidentRecord> RecordAsync() => await (await SceneAsync()).RecordAsync();

    /// <summary>Its scene.</summary>
    public static async Task<ApprovalScene> SceneAsync()
    {
        var scene = await ApprovalScene.SetAsync(finding: Some.Finding() with
        {
            Description = "EC2 instance i-0a1b2c3d4e5f67890 talks to 198.51.100.7 on port 8333.",
            FirstSeen = Some.Moment.AddMinutes(-10),
            RemoteDomains = ["pool.example.com"],
            Techniques = ["T1496", "T1078.004"],
        });
        var (records, id) = (scene.Records, scene.Incident.Id);
        await Say(scene, 0, Stage.Triage, "Opened", "responder", $"Opened for CryptoCurrency:EC2/BitcoinTool.B on {scene.Incident.Target.Id} as GuardDuty reported it in finding 4cb5a629e9757b650d102f683cdbcd7b; playbook ContainInstance.");
        await Say(scene, 8, Stage.Decide, "Decision", "policy", "AskFirst by rule mining-on-production: The finding is of a kind that isolation stops.");
        await Say(scene, 20, Stage.Notify, "Message", "responder", "Opened was sent to all: [HIGH] Opened: CryptoCurrency:EC2/BitcoinTool.B");
        await Say(scene, 21, Stage.Notify, "Effect", "responder", "Security Hub's workflow status of the finding was set to NOTIFIED.");
        await records.KeepFindingAsync(id, Some.Finding("Recon:EC2/Portscan") with { Id = "5dc6a629e9757b650d102f683cdbcd7c", CreatedAt = Some.Moment.AddMinutes(5), LastSeen = Some.Moment.AddMinutes(6) }, default);
        await Say(scene, 40, Stage.Triage, "Joined", "responder", "Finding 5dc6a629e9757b650d102f683cdbcd7c of type Recon:EC2/Portscan is about the same target and joins.");
        await Say(scene, 61, Stage.Approve, "Message", "responder", "Question was sent to ada@example.com: [HIGH] Approve? Isolate i-0a1b2c3d4e5f67890");
        await Say(scene, 62, Stage.Approve, "Message", "responder", "Question was not sent to grace@example.com: the topic refused it");
        await records.KeepEnrichmentAsync(
            id,
            new()
            {
                Items =
                [
                    new() { Source = "CloudTrail", Text = "RunInstances by role deploy from 203.0.113.9", At = Some.Moment.AddDays(-2) },
                    new() { Source = "Detective", Text = "A new autonomous system for this instance: AS64500", At = Some.Moment.AddMinutes(1) },
                ],
                Gaps = ["VPC flow logs: there are none for vpc-0a1b2c3d."],
                Complete = true,
            },
            default);
        await Say(scene, 100, Stage.Approve, "Message", ApprovalScene.Ada, "Asked for a one-time code; it was sent to ada@example.com.");
        await records.KeepAnswerAsync(id, new() { Outcome = ApprovalOutcome.Granted, By = ApprovalScene.Ada, At = Start.AddSeconds(180), PlanDigest = scene.Digest, Comment = "Known miner, go." }, default);
        await ContainAsync(scene);
        return scene;
    }

    private static async Task ContainAsync(ApprovalScene scene)
    {
        var (records, id, target) = (scene.Records, scene.Incident.Id, scene.Incident.Target.Id);
        await records.KeepEvidenceAsync(
            id,
            [
                new() { Title = $"Console output of {target}", Location = $"incidents/{id}/evidence/console.txt", Sha256 = new('a', 64), At = Start.AddSeconds(190) },
                new() { Title = $"Screenshot of {target}", Gap = "ec2:GetConsoleScreenshot was denied", At = Start.AddSeconds(191) },
                new() { Title = "Snapshot snap-0a1b2c3d of vol-0a1b2c3d", Location = "snap-0a1b2c3d", At = Start.AddSeconds(192) },
            ],
            default);
        await Say(scene, 190, Stage.Preserve, "Evidence", "responder", $"Console output of {target} is at incidents/{id}/evidence/console.txt, SHA-256 {new string('a', 64)}.");
        await records.KeepPriorStateAsync(id, 1, new() { Remediation = "Ec2/IsolateInstance", Target = target, CapturedAt = Start.AddSeconds(195), State = Prior }, default);
        await Say(scene, 196, Stage.Remediate, "Intent", "responder", "ec2:ModifyNetworkInterfaceAttribute: eni-0a1b2c3d");
        await Say(scene, 197, Stage.Remediate, "Effect", "responder", "ec2:ModifyNetworkInterfaceAttribute: eni-0a1b2c3d: refused by AWS (RequestLimitExceeded)");
        await Say(scene, 198, Stage.Remediate, "Effect", "responder", "ec2:ModifyNetworkInterfaceAttribute: eni-0a1b2c3d: done");
        await Say(scene, 200, Stage.Remediate, "Outcome", "responder", $"Step 1, Isolate {target} from the network: Changed.");
        foreach (var (check, seconds) in new[] { (1, 205), (2, 270), (3, 520) })
            await Say(scene, seconds, Stage.Verify, "Verification", "responder", $"Check {check} of step 1: Confirmed: eni-0a1b2c3d and eni-1a1b2c3d in sg-quarantine, which has no rules");
        await scene.StepAsync();
        await records.KeepClosureAsync(id, new() { Outcome = "Contained", Summary = "Contained: a check has seen that it holds.", At = Start.AddSeconds(530), Lease = new(1, Start.AddSeconds(530).AddHours(72)) }, default);
        await Say(scene, 531, Stage.Notify, "Message", "responder", $"Outcome was sent to all: [HIGH] Contained: Isolate {target}");
        await Say(scene, 535, Stage.Close, "Outcome", "responder", "Contained: Contained: a check has seen that it holds. Security Hub's workflow status was set to RESOLVED.");
    }

    private static Task Say(ApprovalScene scene, int seconds, Stage stage, string kind, string actor, string text) =>
        scene.Records.AppendAsync(scene.Incident.Id, Start.AddSeconds(seconds), stage, kind, actor, text, default);
}
