using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>One incident with a plan, in memory, and the handlers that work on it.</summary>
internal sealed class Case
{
    public const string Alice = "alice@example.com";

    private Case()
    {
    }

    public InMemoryIncidentRecords Records { get; } = new();

    public World World { get; } = new();

    public InMemoryModeSwitch Switch { get; } = new();

    public InMemoryFindingProducer Producer { get; } = new();

    public StringWriter Log { get; } = new();

    public IncidentId Id { get; } = Some.Incident().Id;

    public DateTimeOffset At { get; set; } = Some.Moment.AddMinutes(6);

    public Decision Decision { get; private set; } = null!;

    public static Task<Case> DecidedAsync(ResponseMode mode, params string[] steps) => DecidedAsync(mode, decision => decision, steps);

    public static async Task<Case> DecidedAsync(ResponseMode mode, Func<Decision, Decision> change, params string[] steps)
    {
        Case one = new();
        one.Decision = change(one.DecisionFor(mode, steps.Length > 0 ? steps : ["Test/CloseDoors"]));
        await one.Records.OpenAsync(Some.Incident(), default);
        await one.Records.AppendAsync(one.Id, Some.Moment, Stage.Triage, "Opened", "responder", "Opened.", default);
        await one.Records.KeepDecisionAsync(one.Id, one.Decision, default);
        return one;
    }

    public static async Task<Case> ApprovedAsync()
    {
        var one = await DecidedAsync(ResponseMode.AskFirst);
        await one.AnswerAsync(ApprovalOutcome.Granted, PlanDigest.Of(one.Decision.Plan));
        return one;
    }

    public Task AnswerAsync(ApprovalOutcome outcome, string digest) =>
        Records.KeepAnswerAsync(Id, new() { Outcome = outcome, By = Alice, At = At, PlanDigest = digest }, default);

    /// <summary>Lets the decision ask further people after a time.</summary>
    public Task EscalateAsync(int afterSeconds, string approver) =>
        DecideAgainAsync(Decision with { Escalation = [new() { AfterSeconds = afterSeconds, Approvers = [approver] }] });

    /// <summary>Lets the decision want so many people.</summary>
    public Task WantAsync(int quorum) => DecideAgainAsync(Decision with { Quorum = quorum });

    private Task DecideAgainAsync(Decision decision)
    {
        Decision = decision;
        return Records.ReplaceDecisionAsync(Id, decision);
    }

    public async Task<IncidentRecord> ReadAsync() => (await Records.ReadAsync(Id, default))!;

    public Task<StepReply> RemediateAsync(CrashPoint? crash = null, params IRemediation[] powers)
    {
        var point = crash ?? CrashPoint.Never;
        var records = Mortal<IIncidentRecords>.Of(Records, point);
        Permit permit = new((_, _) => Task.FromResult(point.Around(() => World.Facts)), Mortal<IFindingProducer>.Of(Producer, point));
        PlanRun plan = new(records, PowersOr(powers, point), TimeSpan.Zero);
        return new Remediate(records, permit, plan, new(Mortal<IModeSwitch>.Of(Switch, point)), new(Log)).RunAsync(new() { IncidentId = Id.Value, At = At }, default);
    }

    public Task<StepReply> VerifyAsync(int check, params IRemediation[] powers)
    {
        PlanRun plan = new(Records, PowersOr(powers, CrashPoint.Never), TimeSpan.Zero);
        return new Verify(Records, new(Records, plan, TimeSpan.Zero), new(Log)).RunAsync(new() { IncidentId = Id.Value, At = At, Check = check }, default);
    }

    public Task<OutcomeReply> RollBackAsync(CrashPoint? crash = null, params IRemediation[] powers) => RollBackAsync(null, crash, powers);

    public Task<OutcomeReply> RollBackAsync(int? step, CrashPoint? crash, params IRemediation[] powers)
    {
        var point = crash ?? CrashPoint.Never;
        var records = Mortal<IIncidentRecords>.Of(Records, point);
        PlanRun plan = new(records, PowersOr(powers, point), TimeSpan.Zero);
        RollBackTask task = new() { IncidentId = Id.Value, At = At, By = Alice, Request = new() { Step = step }, Execution = $"arn:aws:states:eu-west-1:111122223333:execution:rollback:{Id}-undo-1" };
        return new RollBack(records, new(records, plan, TimeSpan.Zero), new(Log)).RunAsync(task, default);
    }

    private FindPower PowersOr(IRemediation[] powers, CrashPoint crash)
    {
        IRemediation[] all = powers.Length > 0 ? powers : [new CloseDoors(World, crash)];
        return (_, step) => Array.Find(all, one => one.Description.Id == step.Remediation);
    }

    private Decision DecisionFor(ResponseMode mode, string[] steps) => new()
    {
        Mode = mode,
        Rule = "miners",
        Because = ["Rule 'miners' matches."],
        Plan = new()
        {
            Incident = Id,
            Steps = [.. steps.Select((step, at) => new PlanStep
            {
                Number = at + 1,
                Remediation = step,
                Title = $"Close the doors of {Some.Instance().Id}",
                Target = Some.Instance(),
                Calls = ["test:MoveDoor"],
                MayBreak = "Nobody gets in.",
                HowToUndo = "Open them.",
            })],
            StateBefore = World.Facts.State,
        },
        Facts = World.Facts,
        Approvers = [Alice],
        WindowSeconds = 900,
        ContainOnExpiry = false,
        At = Some.Moment.AddMinutes(5),
    };
}
