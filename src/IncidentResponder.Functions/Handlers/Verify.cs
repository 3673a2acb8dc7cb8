using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Reads whether the containment holds: at once, after one minute and after five. An attacker undoes, and IAM is late.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="check">Reads the world.</param>
/// <param name="log">The function's log.</param>
public sealed class Verify(IIncidentRecords records, PlanCheck check, StageLog log)
{
    private const int LastCheck = 2;

    /// <summary>Checks once.</summary>
    public async Task<StepReply> RunAsync(VerifyTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        var outcome = await check.RunAsync(record, task.Check, clock, cancel).ConfigureAwait(false);
        var done = outcome is not "Confirmed" || task.Check >= LastCheck;
        log.Write(Stage.Verify, record.Incident.Id, outcome, $"Check {task.Check + 1} of {LastCheck + 1}");
        return new() { Outcome = outcome, Check = task.Check + 1, WaitSeconds = done ? 0 : task.Check == 0 ? 60 : 240, Done = done };
    }
}
