using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Reads the live target and puts the incident before the policy. What can't be read lowers the mode, never raises it.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="readFacts">Reads the live target.</param>
/// <param name="decide">The policy.</param>
/// <param name="caps">What holds a decision down at this moment.</param>
/// <param name="log">The function's log.</param>
public sealed class Decide(
    IIncidentRecords records, ReadFacts readFacts, Func<Incident, TargetFacts, DateTimeOffset, Decision> decide, LiveCaps caps, StageLog log)
{
    /// <summary>Decides. The first decision on an incident stands.</summary>
    public async Task<DecideReply> RunAsync(DecideTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        var decision = record.Decision ?? await NewAsync(record.Incident, clock, cancel).ConfigureAwait(false);
        var text = $"{decision.Mode} by rule {decision.Rule}: {string.Join(" ", decision.Because)}";
        if (!record.Says(Stage.Decide, "Decision", text))
            await records.AppendAsync(record.Incident.Id, decision.At, Stage.Decide, "Decision", "policy", text, cancel).ConfigureAwait(false);

        log.Write(Stage.Decide, record.Incident.Id, decision.Mode.ToString());
        return record.Incident.Playbook == Playbooks.Digest ? ReplyOf(record.Incident, decision, clock) : ReplyOf(decision);
    }

    // A digest is told when its time is over; nobody is asked. That a flood has begun is told at any hour: it may hide an attack.
    private static DecideReply ReplyOf(Incident digest, Decision decision, TimeProvider clock)
    {
        var left = FloodDigest.EndOf(digest) - clock.GetUtcNow();
        return ReplyOf(decision) with { Mode = Playbooks.Digest, Hold = false, WaitSeconds = (int)Math.Max(0, Math.Ceiling(left.TotalSeconds)) };
    }

    private static DecideReply ReplyOf(Decision decision)
    {
        var wait = AskSchedule.Of(decision, null, decision.At).WaitSeconds(decision.At);
        return new()
        {
            Mode = decision.Mode.ToString(),
            Hold = decision.TellAt is not null,
            TellAt = decision.TellAt ?? decision.At,
            WaitSeconds = wait,
            LimitSeconds = decision.WindowSeconds + ApproveReply.Grace,
        };
    }

    private async Task<Decision> NewAsync(Incident incident, TimeProvider clock, CancellationToken cancel)
    {
        var facts = await readFacts(incident, cancel).ConfigureAwait(false);
        var decision = decide(incident, facts, clock.GetUtcNow());
        var held = await caps.HoldAsync(incident, decision, cancel).ConfigureAwait(false);
        return await records.KeepDecisionAsync(incident.Id, held, cancel).ConfigureAwait(false);
    }
}
