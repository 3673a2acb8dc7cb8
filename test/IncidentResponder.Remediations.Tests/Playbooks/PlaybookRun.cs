using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Run;
using IncidentResponder.Remediations.Facts;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Testing;

namespace IncidentResponder.Remediations.Tests.Playbooks;

/// <summary>
/// An incident whose plan was made, approved and is run as in production, by the remediations of the catalogue on an emulated AWS. Each
/// attempt is a process of its own; what lives on is the incident's record.
/// </summary>
public sealed class PlaybookRun
{
    private readonly Moto _moto;
    private readonly InMemoryIncidentRecords _records = new();
    private readonly Incident _incident;

    private PlaybookRun(Moto moto, Incident incident) => (_moto, _incident) = (moto, incident);

    public string Playbook => _incident.Playbook;

    public required Plan Plan { get; init; }

    /// <summary>How many changing calls the last attempt made.</summary>
    public int Changes { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset At => Some.Moment.AddMinutes(6);

    /// <summary>Makes the plan for a finding, and has it approved.</summary>
    public static async Task<PlaybookRun> ApprovedAsync(Moto moto, Finding finding)
    {
        var choice = Core.Triage.Playbooks.For(finding);
        Incident incident = new()
        {
            Id = IncidentNaming.IdFor(finding, choice),
            Finding = finding,
            Playbook = choice.Playbook,
            Target = choice.Target,
            Most = ResponseMode.ContainNow,
            OpenedAt = Some.Moment,
        };
        var aws = Clients.For(moto, new());
        var facts = await PlanFacts.ReadAsync(incident, _ => aws, Cancel);
        facts.Gaps.ShouldBeEmpty();
        var plan = PlanBuilder.Build(incident, facts, RemediationCatalog.All(aws)).ShouldBeOfType<PlanBuilding.Built>().Plan;
        PlaybookRun run = new(moto, incident) { Plan = plan };
        await run._records.OpenAsync(incident, Cancel);
        await run._records.KeepDecisionAsync(incident.Id, run.Decided(facts), Cancel);
        await run._records.KeepAnswerAsync(incident.Id, new() { Outcome = ApprovalOutcome.Granted, By = "alice@example.com", At = At, PlanDigest = PlanDigest.Of(plan) }, Cancel);
        return run;
    }

    /// <summary>Contains, to the end or until it is cut short; how it ended, or null.</summary>
    public Task<string?> ContainAsync(Cut? cut = null) => AttemptAsync(cut, async aws =>
    {
        Permit permit = new((incident, cancel) => PlanFacts.ReadAsync(incident, _ => aws, cancel), new InMemoryFindingProducer());
        Remediate stage = new(_records, permit, RunOf(aws), new(new InMemoryModeSwitch()), new(TextWriter.Null));
        return (await stage.RunAsync(new() { IncidentId = _incident.Id.Value, At = At }, Cancel)).Outcome;
    });

    /// <summary>Looks whether it holds.</summary>
    public Task<string?> VerifyAsync() => AttemptAsync(null, async aws =>
    {
        Verify stage = new(_records, new(_records, RunOf(aws), TimeSpan.Zero), new(TextWriter.Null));
        return (await stage.RunAsync(new() { IncidentId = _incident.Id.Value, At = At, Check = 0 }, Cancel)).Outcome;
    });

    /// <summary>Undoes, to the end or until it is cut short; how it ended, or null.</summary>
    public Task<string?> RollBackAsync(Cut? cut = null) => AttemptAsync(cut, async aws =>
    {
        RollBack stage = new(_records, new(_records, RunOf(aws), TimeSpan.Zero), new(TextWriter.Null));
        return (await stage.RunAsync(
            new() { IncidentId = _incident.Id.Value, At = At, By = "alice@example.com", Execution = $"arn:aws:states:eu-west-1:111122223333:execution:rollback:{_incident.Id}-undo-1" }, Cancel)).Outcome;
    });

    private async Task<string?> AttemptAsync(Cut? cut, Func<AwsClients, Task<string>> act)
    {
        using CallLog log = new()
        {
            CrashAt = cut?.Change,
            CrashAtChanges = true,
            CrashAfter = cut?.After is true,
            OnlyAnswerIsLost = cut?.OnlyAnswerIsLost is true,
        };
        try
        {
            return await act(Clients.For(_moto, log));
        }
        catch (Exception ended) when (ended is CrashException or HttpRequestException)
        {
            return null;
        }
        finally
        {
            Changes = log.Changes.Length;
        }
    }

    // The local cloud tracks no connections, so there is nothing to wait for.
    private PlanRun RunOf(AwsClients aws) => new(_records, (_, step) => Array.Find([.. RemediationCatalog.All(aws)], one => one.Description.Id == step.Remediation), TimeSpan.Zero);

    private Decision Decided(TargetFacts facts) => new()
    {
        Mode = ResponseMode.AskFirst,
        Rule = "test",
        Because = ["Rule 'test' matches."],
        Plan = Plan,
        Facts = facts,
        Approvers = ["alice@example.com"],
        WindowSeconds = 900,
        ContainOnExpiry = false,
        At = At,
    };
}
