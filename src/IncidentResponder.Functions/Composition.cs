using System.Collections.Immutable;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using IncidentResponder.Channels;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Page;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;
using IncidentResponder.Functions.SignIn;

namespace IncidentResponder.Functions;

/// <summary>How the functions are put together, all of it. Each gets only what it needs, so that none starts slower for the others.</summary>
public static class Composition
{
    private const string Table = "INCIDENT_TABLE";
    private const string Bucket = "EVIDENCE_BUCKET";
    private const string BucketKey = "EVIDENCE_KEY_ARN";
    private const string Retention = "EVIDENCE_RETENTION_DAYS";
    private const string SigningKey = "EVIDENCE_SIGNING_KEY_ARN";
    private const string LiveState = "LIVE_STATE_DOCUMENT";
    private const string NoticeTopic = "NOTICE_TOPIC_ARN";
    private const string ApprovalTopic = "APPROVAL_TOPIC_ARN";
    private const string SelfAlarmTopic = "SELF_ALARM_TOPIC_ARN";
    private const string Stack = "STACK_NAME";
    private const string OwnKeys = "OWN_KEY_IDS";
    private const string RolePrefix = "MEMBER_ROLE_PREFIX";
    private const string ExternalId = "MEMBER_EXTERNAL_ID";
    private const string LinkKeys = "LINK_KEYS";
    private const string MailFrom = "MAIL_FROM";
    private const string MailSet = "MAIL_CONFIGURATION_SET";
    private const string ChangeQueue = "CHANGE_QUEUE_URL";
    private const string Channels = "CHANNEL_SECRET_ARN";
    private const string SignInSecret = "SIGN_IN_SECRET_ARN";
    private const string PageUrl = "PAGE_URL";
    private const string ResponseMachine = "RESPONSE_STATE_MACHINE_ARN";
    private const string RollBackMachine = "ROLLBACK_STATE_MACHINE_ARN";
    private const string LeaseMachine = "LEASE_STATE_MACHINE_ARN";

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> Needs = new Dictionary<string, ImmutableArray<string>>
    {
        ["Intake"] = [Table, Bucket, BucketKey, Retention, ResponseMachine, Stack, OwnKeys],
        ["Decide"] = [Table, ChangeQueue, Stack, OwnKeys, RolePrefix, ExternalId],
        ["Notify"] = [Table, ChangeQueue, NoticeTopic, ApprovalTopic, SelfAlarmTopic, LinkKeys, MailFrom, MailSet, PageUrl],
        ["Approve"] = [Table, ChangeQueue, ApprovalTopic, LinkKeys, MailFrom, MailSet, PageUrl],
        ["Enrich"] = [Table, ChangeQueue, RolePrefix, ExternalId],
        ["Preserve"] = [Table, ChangeQueue, Bucket, BucketKey, Retention, SigningKey, LiveState, RolePrefix, ExternalId],
        ["Remediate"] = [Table, ChangeQueue, RolePrefix, ExternalId],
        ["Verify"] = [Table, ChangeQueue, RolePrefix, ExternalId],
        ["RollBack"] = [Table, ChangeQueue, RolePrefix, ExternalId],
        ["Close"] = [Table, ChangeQueue, Bucket, BucketKey, Retention, LeaseMachine, ResponseMachine],
        ["ApprovalPage"] = [Table, ChangeQueue, ApprovalTopic, LinkKeys, MailFrom, MailSet, RollBackMachine, LeaseMachine, SignInSecret],
        ["SignIn"] = [Table, SignInSecret],
        ["Tell"] = [Table, ChangeQueue, ApprovalTopic, LinkKeys, MailFrom, MailSet, PageUrl, Channels, RollBackMachine],
        ["SlackInteractions"] = [Table, ChangeQueue, Channels],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The handlers that there are, by name.</summary>
    public static IEnumerable<string> Handlers => Needs.Keys;

    /// <summary>Puts one function together.</summary>
    /// <param name="handler">Its name.</param>
    /// <param name="read">Reads an environment variable.</param>
    /// <exception cref="ArgumentException">There is no such handler.</exception>
    /// <exception cref="InvalidOperationException">Variables are missing; all are named.</exception>
    public static LambdaBootstrap For(string? handler, Func<string, string?> read)
    {
        if (handler is null || !Needs.TryGetValue(handler, out var needs))
            throw new ArgumentException($"_HANDLER is '{handler}', which is none of {string.Join(", ", Needs.Keys)}; set Handler in template.yaml.");

        var settings = Settings.Read(handler, needs, read);
        var parts = new Parts(settings, Clients.From(read), StageLog.Console);
        return handler switch
        {
            "Intake" => Loop<SQSEvent, SQSBatchResponse>(Intake(parts, read).RunAsync, new SourceGeneratorLambdaJsonSerializer<QueueJson>()),
            "Decide" => Stage<DecideTask, DecideReply>(parts, Decide(parts, read).RunAsync),
            "Notify" => Stage<NotifyTask, OutcomeReply>(parts, Notify(parts).RunAsync),
            "Approve" => Stage<ApproveTask, ApproveReply>(parts, Approve(parts, read).RunAsync),
            "Enrich" => Stage<EnrichTask, OutcomeReply>(parts, Enrich(parts).RunAsync),
            "Preserve" => Stage<PreserveTask, OutcomeReply>(parts, Preserve(parts).RunAsync),
            "Remediate" => Stage<RemediateTask, StepReply>(parts, Remediate(parts, Pause(read)).RunAsync),
            "Verify" => Stage<VerifyTask, StepReply>(parts, Verify(parts, Pause(read)).RunAsync),
            "RollBack" => Stage<RollBackTask, OutcomeReply>(parts, RollBack(parts, Pause(read)).RunAsync),
            "Close" => Stage<CloseTask, OutcomeReply>(parts, Close(parts).RunAsync),
            "Tell" => Loop<SQSEvent, SQSBatchResponse>(Tell(parts, read).RunAsync, new SourceGeneratorLambdaJsonSerializer<QueueJson>()),
            "SlackInteractions" => Web(SlackInteractions(parts).AnswerAsync),
            "SignIn" => Web(SignIn(parts, read).AnswerAsync),
            _ => Web(ApprovalPage(parts, read).AnswerAsync),
        };
    }

    private static Intake Intake(Parts parts, Func<string, string?> read)
    {
        var (policy, responses) = (PolicyFile.Read(read), parts.Responses(parts.Settings[ResponseMachine]));
        var limits = policy is PolicyReading.Readable { Policy: var known } ? known.Flood : new FloodLimits();
        Flood flood = new(parts.Records, parts.TokenBuckets, limits, responses);
        Opening opening = new(parts.Records, parts.Evidence.SealDocumentAsync, responses, new Decider(policy, [], []).Decide);
        return new(new(parts.Records, new Outlook(policy) { Own = OwnOf(parts) }.Triage, opening, flood), flood, parts.Settings.AccountOf(ResponseMachine), parts.Log);
    }

    private static OwnParts OwnOf(Parts parts) => new() { Stack = parts.Settings[Stack], Keys = [.. parts.Settings[OwnKeys].Split(',')] };

    private static Decide Decide(Parts parts, Func<string, string?> read)
    {
        var reading = PolicyFile.Read(read);
        var policy = (reading as PolicyReading.Readable)?.Policy;
        return new(
            parts.Records,
            policy?.Names(SubjectPaths.Account) is true ? parts.ReadFactsAndAccount : parts.ReadFacts,
            new Decider(reading, parts.Catalogue, Approver.List(read("APPROVERS"))) { Own = OwnOf(parts) }.Decide,
            new(parts.ModeSwitch, parts.Producer, new(parts.ChangeCount, policy?.Breaker ?? new())),
            parts.Log);
    }

    private static Notify Notify(Parts parts) => new(
        parts.Records,
        new(parts.Records, parts.Messenger(parts.Settings[NoticeTopic], parts.Settings[ApprovalTopic], parts.Settings[SelfAlarmTopic])),
        Links(parts),
        parts.FindingCase,
        parts.Log);

    private static Approve Approve(Parts parts, Func<string, string?> read) =>
        new(parts.Records, new(parts.Records, Questions(parts), Roll(read), parts.Signal), parts.Workflow(null), parts.Log);

    private static Questions Questions(Parts parts) =>
        new(parts.Records, new(parts.Records, parts.Messenger(null, parts.Settings[ApprovalTopic])), Links(parts));

    private static ApproverRoll Roll(Func<string, string?> read) => ApproverRoll.Of(PolicyFile.Read(read), Approver.List(read("APPROVERS")));

    private static Enrich Enrich(Parts parts) => new(parts.Records, parts.CloudTrail, parts.Detective, parts.Log);

    private static Preserve Preserve(Parts parts) => new(parts.Records, parts.EvidenceLocker, parts.Log);

    private static Remediate Remediate(Parts parts, TimeSpan pause) =>
        new(parts.Records, new(parts.ReadFacts, parts.Producer), new(parts.Records, parts.FindPower, pause), new(parts.ModeSwitch), parts.Log);

    private static Verify Verify(Parts parts, TimeSpan pause) =>
        new(parts.Records, new(parts.Records, new(parts.Records, parts.FindReadingPower, pause), pause), parts.Log);

    private static RollBack RollBack(Parts parts, TimeSpan pause) =>
        new(parts.Records, new(parts.Records, new(parts.Records, parts.FindPower, pause), pause), parts.Log);

    private static Close Close(Parts parts) => new(
        parts.Records,
        parts.FindingCase,
        parts.Evidence.SealDocumentAsync,
        parts.Workflow(null, parts.Settings[LeaseMachine]),
        new(parts.Records, parts.Responses(parts.Settings[ResponseMachine])),
        ResponseMetrics.Console,
        parts.Log);

    private static ApprovalPage ApprovalPage(Parts parts, Func<string, string?> read)
    {
        var (ring, deployment) = (parts.LinkKeys, parts.Settings[Table]);
        var (codes, workflow) = (new CodeDesk(parts.Records, parts.Messenger(null, parts.Settings[ApprovalTopic])), parts.Workflow(parts.Settings[RollBackMachine], parts.Settings[LeaseMachine]));
        PageActions actions = new(
            codes, new(parts.Records, codes, workflow), new(parts.Records, codes), new(codes, new(parts.Records, workflow)), new(parts.Records, codes, workflow));
        PageDoor door = new(parts.Records, new(ring, deployment), parts.Settings[SignInSecret] is "none" ? null : parts.Sessions, Roll(read));
        return new(new ListDesk(parts.Records, door), new PageDesk(parts.Records, new(ring.Sealing, deployment), door, actions), parts.News);
    }

    private static SignInPage SignIn(Parts parts, Func<string, string?> read)
    {
        var provider = parts.ReadSignInSecret is { } secret ? new IdentityProvider(ChannelHttp.Client(), secret, TimeProvider.System) : null;
        return new(new(provider, parts.Sessions, Roll(read), parts.Log));
    }

    private static Tell Tell(Parts parts, Func<string, string?> read)
    {
        var (roll, questions, workflow) = (Roll(read), Questions(parts), parts.Workflow(parts.Settings[RollBackMachine]));
        CodeDesk codes = new(parts.Records, parts.Messenger(null, parts.Settings[ApprovalTopic]));
        ChannelRoom room = new(parts.ReadChannelSecret, roll.People);
        SlackClicks clicks = new(parts.Records, room, new(parts.Records, codes, workflow), new(codes, new(parts.Records, workflow)), Links(parts), roll);
        Bounces bounces = new(parts.Records, new(parts.Records, parts.Topics(null, parts.Settings[ApprovalTopic])), Links(parts));
        return new(new(parts.Records, room.ChannelsAsync, questions, parts.Signal), clicks, bounces, parts.Log);
    }

    private static SlackInteractions SlackInteractions(Parts parts) =>
        new(new ChannelRoom(parts.ReadChannelSecret, People.None).SlackAsync, parts.ReplayMemory, parts.Signal, parts.Log);

    private static PersonalLinks Links(Parts parts) =>
        new(new ApprovalLinks(parts.LinkKeys.Sealing, parts.Settings[Table]), parts.Settings[PageUrl]);

    // Tracked flows become untracked within seconds; a local cloud has none.
    private static TimeSpan Pause(Func<string, string?> read) =>
        TimeSpan.FromSeconds(int.TryParse(read("REMEDIATION_PAUSE_SECONDS"), out var seconds) && seconds >= 0 ? seconds : 10);

    private static LambdaBootstrap Stage<TTask, TReply>(Parts parts, Func<TTask, CancellationToken, Task<TReply>> handler)
        where TTask : IAboutIncident => Loop(parts.News.After(handler), new SourceGeneratorLambdaJsonSerializer<PayloadJson>());

    private static LambdaBootstrap Web(Func<APIGatewayHttpApiV2ProxyRequest, CancellationToken, Task<APIGatewayHttpApiV2ProxyResponse>> handler) =>
        Loop(handler, new SourceGeneratorLambdaJsonSerializer<PageJson>());

    private static LambdaBootstrap Loop<TTask, TReply>(Func<TTask, CancellationToken, Task<TReply>> handler, ILambdaSerializer serializer) =>
        LambdaBootstrapBuilder.Create<TTask, TReply>(
            async (task, context) =>
            {
                // A second before Lambda would cut it off, the work is stopped in order.
                var left = context.RemainingTime - TimeSpan.FromSeconds(1);
                using CancellationTokenSource stop = new(left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
                return await handler(task, stop.Token).ConfigureAwait(false);
            },
            serializer).Build();
}
