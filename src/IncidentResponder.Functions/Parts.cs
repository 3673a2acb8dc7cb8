using System.Collections.Immutable;
using IncidentResponder.Aws;
using IncidentResponder.Aws.Approve;
using IncidentResponder.Aws.Close;
using IncidentResponder.Aws.Decide;
using IncidentResponder.Aws.Enrich;
using IncidentResponder.Aws.Notify;
using IncidentResponder.Aws.Preserve;
using IncidentResponder.Aws.Records;
using IncidentResponder.Aws.SignIn;
using IncidentResponder.Aws.Triage;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Functions.Run;
using IncidentResponder.Remediations;
using IncidentResponder.Remediations.Evidence;
using IncidentResponder.Remediations.Facts;

namespace IncidentResponder.Functions;

/// <summary>The parts that functions are put together from. A client is made when a function asks for the part that uses it.</summary>
internal sealed class Parts(Settings settings, Clients clients, StageLog log)
{
    internal Settings Settings => settings;

    internal StageLog Log => log;

    internal DynamoIncidentRecords Records { get; } = new(clients.DynamoDb(), settings["INCIDENT_TABLE"]);

    internal DynamoTokenBuckets TokenBuckets => new(clients.DynamoDb(), settings["INCIDENT_TABLE"]);

    internal DynamoModeSwitch ModeSwitch => new(clients.DynamoDb(), settings["INCIDENT_TABLE"]);

    internal DynamoChangeCount ChangeCount => new(clients.DynamoDb(), settings["INCIDENT_TABLE"]);

    internal S3EvidenceSink Evidence =>
        new(clients.S3(), new(settings["EVIDENCE_BUCKET"], settings["EVIDENCE_KEY_ARN"], settings.Days("EVIDENCE_RETENTION_DAYS")));

    internal SecurityHubCase FindingCase => new(clients.SecurityHub());

    internal FindingProducer Producer => new(clients.GuardDuty(), clients.SecurityHub());

    internal CloudTrailEnrichment CloudTrail
    {
        get
        {
            var accounts = Accounts;
            return new(incident =>
            {
                var there = accounts.Reading(incident.Id, incident.Target);
                return there.Region == AwsClients.GlobalRegion ? [there.CloudTrail] : [there.CloudTrail, there.In(AwsClients.GlobalRegion).CloudTrail];
            });
        }
    }

    internal DetectiveEnrichment Detective => new(clients.Detective());

    internal TargetAccounts Accounts => field ??= new(clients, new(settings["MEMBER_ROLE_PREFIX"]), settings["MEMBER_EXTERNAL_ID"]);

    internal ImmutableArray<IRemediation> Catalogue => RemediationCatalog.All(Accounts.Nobody);

    /// <summary>Remediations that can read and not change anything.</summary>
    internal FindPower FindReadingPower => (record, step) => Named(step, Accounts.Reading(record.Incident.Id, step.Target));

    /// <summary>Remediations that can change what their step names.</summary>
    internal FindPower FindPower => (record, step) =>
        Named(step, Accounts.Nobody) is { } power ? Named(step, Accounts.Changing(record, step, power.Description)) : null;

    internal ReadFacts ReadFacts
    {
        get
        {
            var accounts = Accounts;
            return (incident, cancel) => PlanFacts.ReadAsync(incident, target => accounts.Reading(incident.Id, target), cancel);
        }
    }

    internal ReadFacts ReadFactsAndAccount
    {
        get
        {
            var (readFacts, accounts, organizations) = (ReadFacts, Accounts, clients.Organizations());
            return async (incident, cancel) =>
            {
                AccountReading account = new(accounts.Reading(incident.Id, incident.Target).Iam, organizations);
                return await account.AddAsync(await readFacts(incident, cancel).ConfigureAwait(false), incident.Target.Account, cancel).ConfigureAwait(false);
            };
        }
    }

    internal EvidenceLocker EvidenceLocker
    {
        get
        {
            var accounts = Accounts;
            return new(
                Evidence,
                new KmsManifestSigner(clients.Kms(), settings["EVIDENCE_SIGNING_KEY_ARN"]),
                CollectEvidence,
                target => ToolFile.Read(accounts.CollectorArn(target)));
        }
    }

    internal StepFunctionsResponses Responses(string stateMachineArn) => new(clients.StepFunctions(), stateMachineArn);

    internal StepFunctionsWorkflow Workflow(string? rollBackArn, string? leaseArn = null) => new(clients.StepFunctions(), rollBackArn, leaseArn);

    /// <summary>Sends by SES where it is set up, and by SNS where it is not or fails.</summary>
    internal IMessenger Messenger(string? noticeTopic, string? approvalTopic, string? selfAlarmTopic = null)
    {
        var topics = Topics(noticeTopic, approvalTopic, selfAlarmTopic);
        return settings["MAIL_FROM"] is "none" ? topics : new FallbackMessenger([new("mail", Mail), new("topic", topics)]);
    }

    /// <summary>Sends by SNS alone.</summary>
    internal SnsMessenger Topics(string? noticeTopic, string? approvalTopic, string? selfAlarmTopic = null) =>
        new(clients.Sns(), noticeTopic, approvalTopic, selfAlarmTopic);

    private SesMessenger Mail => new(
        clients.Ses(),
        new() { From = settings["MAIL_FROM"], ConfigurationSet = settings["MAIL_CONFIGURATION_SET"] is "none" ? null : settings["MAIL_CONFIGURATION_SET"] });

    internal LinkKeyRing LinkKeys => field ??= KmsLinkKeys.Read(clients.Kms(), settings["LINK_KEYS"]);

    internal SqsChangeSignal Signal => field ??= new(clients.Sqs(), settings["CHANGE_QUEUE_URL"]);

    internal ChangeNews News => new(Signal, log);

    internal DynamoReplayMemory ReplayMemory => new(clients.DynamoDb(), settings["INCIDENT_TABLE"]);

    /// <summary>The channels' settings; null where mail alone is used.</summary>
    internal Func<CancellationToken, Task<string>>? ReadChannelSecret => ReadSecret(settings["CHANNEL_SECRET_ARN"]);

    /// <summary>The settings of the sign-in; null where people come by links alone.</summary>
    internal Func<CancellationToken, Task<string>>? ReadSignInSecret => ReadSecret(settings["SIGN_IN_SECRET_ARN"]);

    internal DynamoSessions Sessions => new(clients.DynamoDb(), settings["INCIDENT_TABLE"]);

    private Func<CancellationToken, Task<string>>? ReadSecret(string arn) =>
        arn is "none" ? null : new SettingsSecret(clients.Secrets(), arn, TimeProvider.System).ReadAsync;

    private CollectEvidence CollectEvidence
    {
        get
        {
            var (accounts, sink, document) = (Accounts, Evidence, PinnedDocument.Read(settings["LIVE_STATE_DOCUMENT"]));
            return (incident, clock, cancel) => EvidenceCollectors.All(accounts.Collecting(incident.Id, incident.Target), document).CollectAsync(
                new() { Incident = incident.Id, Resource = incident.Target, Principal = incident.Finding.Principal, FoundAt = incident.Finding.CreatedAt }, sink, clock, cancel);
        }
    }

    private static IRemediation? Named(PlanStep step, AwsClients aws) => RemediationCatalog.All(aws).FirstOrDefault(one => one.Description.Id == step.Remediation);
}
