using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Looks at the switch before each step of a plan. It never keeps anything from being undone.</summary>
/// <param name="modeSwitch">The switch.</param>
public sealed class StopSwitch(IModeSwitch modeSwitch)
{
    /// <summary>Why the next step must not run; null when it may. A position that only asks for a question lets an approved plan run.</summary>
    public async Task<string?> ObjectionAsync(IncidentRecord record, CancellationToken cancel)
    {
        if ((await modeSwitch.ReadAsync(cancel).ConfigureAwait(false)).Cap is not { } cap)
            return null;

        var approved = record.Answer is { Outcome: ApprovalOutcome.Granted };
        return approved && cap.Most is ResponseMode.AskFirst ? null : $"{cap.Why} The step was not run.";
    }
}
