using System.Globalization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>Counts what is to be contained without a question, and asks when it is too much, or when the count can't be read.</summary>
/// <param name="count">The count.</param>
/// <param name="limits">The policy's limits.</param>
public sealed class ChangeBreaker(IChangeCount count, BreakerLimits limits)
{
    /// <summary>Why people are to be asked; null when this one is counted and within every limit.</summary>
    public async Task<ModeCap?> CapAsync(Incident incident, Decision decision, CancellationToken cancel)
    {
        var target = incident.Target;
        var tally = await count.CountAsync($"{target.Account}#{target.Type}", decision.At, incident.Id, limits.ChangesPerHour, cancel).ConfigureAwait(false);
        if (Cap(tally, $"Of {target.Type} targets in account {target.Account},", "contained", $"{limits.ChangesPerHour}") is { } over)
            return over;

        foreach (var group in decision.Facts.Serving.Where(one => one.Kind == ServingGroup.AutoScaling))
        {
            var (under, most) = ($"{target.Account}#{target.Region}#{group.Kind}#{group.Name}", limits.MostOutOf(group.InService));
            var left = await count.CountAsync(under, decision.At, incident.Id, most, cancel).ConfigureAwait(false);
            var limit = string.Create(CultureInfo.InvariantCulture, $"a share of {limits.AutoScalingShare}, which is {most} of the {group.InService} in service");
            if (Cap(left, $"Of {group.Kind} {group.Name},", "taken out", limit) is { } tooMany)
                return tooMany;
        }

        return null;
    }

    private static ModeCap? Cap(ChangeTally tally, string of, string done, string limit) => tally switch
    {
        ChangeTally.Counted => null,
        ChangeTally.Over(var before) => new(ResponseMode.AskFirst, $"{of} {before} were {done} without a question within this hour, and the policy's breaker allows {limit}: people are asked first."),
        ChangeTally.NotKnown(var why) => new(ResponseMode.AskFirst, $"{of} it could not be read how many were {done} within this hour ({why}): people are asked first."),
        _ => new(ResponseMode.AskFirst, $"{of} it is not known how many were {done} within this hour: people are asked first."),
    };
}
