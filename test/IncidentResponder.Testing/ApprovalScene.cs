using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Testing;

/// <summary>An incident about which Ada and Grace are being asked, with everything that the page stands on.</summary>
public sealed class ApprovalScene
{
    /// <summary>One approver.</summary>
    public const string Ada = "ada@example.com";

    /// <summary>Another approver.</summary>
    public const string Grace = "grace@example.com";

    /// <summary>What sets the scene's links apart from other deployments'.</summary>
    public const string Deployment = "incidents-test";

    private ApprovalScene(Core.Triage.Incident incident, int quorum) =>
        (Incident, Digest, Quorum) = (incident, PlanDigest.Of(PlanFor(incident)), quorum);

    /// <summary>The incident.</summary>
    public Core.Triage.Incident Incident { get; }

    /// <summary>When the question was asked.</summary>
    public static DateTimeOffset AskedAt { get; } = Some.Moment.AddMinutes(6);

    /// <summary>When the question ends: 15 minutes later.</summary>
    public static DateTimeOffset Deadline { get; } = AskedAt.AddMinutes(15);

    /// <summary>A moment within the question's time.</summary>
    public static DateTimeOffset InTime { get; } = AskedAt.AddMinutes(2);

    /// <summary>The records.</summary>
    public InMemoryIncidentRecords Records { get; } = new();

    /// <summary>The key of links.</summary>
    public InMemoryLinkKey Key { get; } = new();

    /// <summary>What was sent.</summary>
    public InMemoryMessenger Messenger { get; } = new();

    /// <summary>What reached the state machines.</summary>
    public InMemoryWorkflow Workflow { get; } = new();

    /// <summary>Makes links.</summary>
    public ApprovalLinks Links => new(Key, Deployment);

    /// <summary>Reads links.</summary>
    public LinkReader Reader => new(new([Key]), Deployment);

    /// <summary>Sends and checks codes.</summary>
    public CodeDesk Codes => new(Records, Messenger);

    /// <summary>Takes answers.</summary>
    public AnswerDesk Answers => new(Records, Codes, Workflow);

    /// <summary>Takes requests to hand the question on.</summary>
    public HandOnDesk HandOns => new(Records, Codes);

    /// <summary>Who the policy names: Ada, Grace, and Linus, who was not asked.</summary>
    public ApproverRoll Roll { get; set; } = ApproverRoll.Of(People.None, Ada, Grace, "linus@example.com");

    /// <summary>Takes requests to undo.</summary>
    public UndoDesk Undos => new(Codes, new(Records, Workflow));

    /// <summary>Takes requests to keep a containment.</summary>
    public LeaseDesk Leases => new(Records, Codes, Workflow);

    /// <summary>The digest of the plan that people are asked about.</summary>
    public string Digest { get; }

    /// <summary>How many different people must approve.</summary>
    public int Quorum { get; }

    /// <summary>Sets the scene.</summary>
    /// <param name="id">The incident's id.</param>
    /// <param name="finding">The finding; a mining instance when left out.</param>
    /// <param name="mode">What the policy decided; asks when left out.</param>
    /// <param name="quorum">How many different people must approve; one when left out.</param>
    public static async Task<ApprovalScene> SetAsync(
        string id = "INC-20260114-8c1f0a2b9d3e4f50", Finding? finding = null, ResponseMode mode = ResponseMode.AskFirst, int quorum = 1)
    {
        var scene = new ApprovalScene(Some.Incident(finding, id: id), quorum);
        await scene.Records.OpenAsync(scene.Incident, CancellationToken.None);
        await scene.Records.KeepDecisionAsync(scene.Incident.Id, scene.DecisionIn(mode), CancellationToken.None);
        if (mode is ResponseMode.AskFirst)
            await scene.AskAsync(Ada, Grace);
        return scene;
    }

    /// <summary>Asks, or asks others instead.</summary>
    public Task AskAsync(params string[] approvers)
    {
        Roll = ApproverRoll.Of(Roll.People, Roll.Named.Union(approvers));
        return Records.KeepQuestionAsync(Incident.Id, QuestionTo(approvers), CancellationToken.None);
    }

    private ApprovalRequest QuestionTo(params string[] approvers) =>
        new() { PlanDigest = Digest, Approvers = [.. approvers], Quorum = Quorum, AskedAt = AskedAt, Deadline = Deadline, TaskToken = $"task-{Incident.Id}" };

    /// <summary>Makes the token of a link that answers, with the term that links in questions have.</summary>
    public Task<string> AnswerTokenAsync(string approver, string? digest = null) =>
        Links.TokenAsync(Incident.Id, digest ?? Digest, approver, LinkTerm.ToAnswer(QuestionTo(approver)), CancellationToken.None);

    /// <summary>Makes the token of a link that undoes.</summary>
    public Task<string> UndoTokenAsync(string approver) =>
        Links.TokenAsync(Incident.Id, Digest, approver, LinkTerm.ToUndo(AskedAt), CancellationToken.None);

    /// <summary>The record as it is now.</summary>
    public async Task<IncidentRecord> RecordAsync() =>
        await Records.ReadAsync(Incident.Id, CancellationToken.None) ?? throw new InvalidOperationException($"There is no incident {Incident.Id}.");

    /// <summary>A visit by the holder of a link.</summary>
    public async Task<ApprovalVisit> VisitAsync(string approver, DateTimeOffset? now = null, LinkPurpose purpose = LinkPurpose.Approve, string? digest = null) => new(
        await RecordAsync(),
        new()
        {
            Purpose = purpose,
            Approver = approver,
            LinkId = new string('a', 32),
            Incident = Incident.Id,
            PlanDigest = digest ?? Digest,
            IssuedAt = AskedAt,
            NotBefore = AskedAt,
            ExpiresAt = (purpose is LinkPurpose.Approve ? Deadline : AskedAt) + LinkTerm.UndoWindow,
        },
        now ?? InTime,
        Roll);

    /// <summary>Lets the plan have run.</summary>
    /// <param name="state">The state of its step.</param>
    /// <param name="verification">What a check saw.</param>
    public Task StepAsync(string state = "Changed", string verification = "Confirmed") => Records.KeepStepAsync(
        Incident.Id,
        new() { Number = 1, Remediation = "Ec2/IsolateInstance", State = state, Detail = "2 network interfaces are in sg-quarantine.", Verification = verification, Seen = "eni-0a1b2c3d and eni-1a1b2c3d in sg-quarantine, which has no rules", At = InTime.AddMinutes(1) },
        CancellationToken.None);

    /// <summary>Lets the plan have run and the incident be closed with a lease of so many hours.</summary>
    public async Task LeaseAsync(int hours)
    {
        await StepAsync();
        await Records.ReplaceDecisionAsync(Incident.Id, (await RecordAsync()).Decision! with { LeaseHours = hours });
        await Records.KeepClosureAsync(Incident.Id, new() { Outcome = "Contained", Summary = "Contained.", At = InTime, Lease = new(1, InTime.AddHours(hours)) }, CancellationToken.None);
    }

    /// <summary>The plan for an incident.</summary>
    public static Plan PlanFor(Core.Triage.Incident incident) => new()
    {
        Incident = incident.Id,
        Steps =
        [
            new()
            {
                Number = 1,
                Remediation = "Ec2/IsolateInstance",
                Title = $"Isolate {incident.Target.Id} from the network",
                Target = incident.Target,
                Calls =
                [
                    "autoscaling:DetachInstances web, ShouldDecrementDesiredCapacity=false",
                    $"ec2:ModifyInstanceAttribute {incident.Target.Id} DisableApiTermination=true",
                    "ec2:ModifyNetworkInterfaceAttribute eni-0a1b2c3d Groups=[sg-open-0a1b2c3d]",
                    "ec2:ModifyNetworkInterfaceAttribute eni-0a1b2c3d Groups=[sg-quarantine-0a1b2c3d]",
                ],
                MayBreak = "Whatever the instance serves stops answering; the Auto Scaling group starts another one.",
                HowToUndo = "The responder puts the groups back as they were, or: aws ec2 modify-network-interface-attribute --groups sg-0a1b2c3d",
            },
        ],
        StateBefore = ImmutableSortedDictionary<string, string>.Empty.Add("eni-0a1b2c3d groups", "sg-0a1b2c3d").Add("Auto Scaling group", "web"),
    };

    private Decision DecisionIn(ResponseMode mode) => new()
    {
        Mode = mode,
        Rule = "mining-on-production",
        Because = ["The finding is of a kind that isolation stops.", "The instance is tagged environment=production, so people are asked."],
        Plan = PlanFor(Incident),
        Facts = Some.Facts(tags: ("environment", "production")) with { Gaps = ["Load balancer targets: elasticloadbalancing:DescribeTargetHealth was denied."] },
        Approvers = [Ada, Grace],
        Quorum = Quorum,
        WindowSeconds = 900,
        ContainOnExpiry = false,
        At = Some.Moment.AddMinutes(5),
    };
}
