using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Tests.Playbooks;

/// <summary>Where and how a run is cut short.</summary>
/// <param name="Change">At which changing call of each attempt, from 0.</param>
/// <param name="After">The call has taken effect.</param>
/// <param name="OnlyAnswerIsLost">The process goes on without the answer; otherwise it ends.</param>
/// <param name="Times">How many attempts are cut short before one is not.</param>
public sealed record Cut(int Change, bool After, bool OnlyAnswerIsLost, int Times)
{
    /// <summary>The ways to cut a call short.</summary>
    public const int Ways = 8;

    /// <summary>In a few letters: "3 before, lost, twice".</summary>
    public string InFewWords => $"{Change + 1} {(After ? "after" : "before")}{(OnlyAnswerIsLost ? ", lost" : "")}{(Times > 1 ? ", twice" : "")}";

    /// <summary>So many cuts, evenly over the changes, in ways that take turns; all of them when there are no more.</summary>
    /// <param name="changes">How many changes there are.</param>
    /// <param name="most">How many cuts at most.</param>
    public static ImmutableArray<Cut> Sample(int changes, int most) =>
    [
        .. from number in Enumerable.Range(0, Math.Min(most, changes * Ways))
           let change = most < changes ? number * changes / most : number % changes
           let way = (most < changes ? number * 3 : change * 3 + number / changes) % Ways
           select new Cut(change, (way & 1) == 1, (way & 2) == 2, (way & 4) == 4 ? 2 : 1),
    ];

    public override string ToString() =>
        $"{(OnlyAnswerIsLost ? "answer lost" : "process ended")} {(After ? "after" : "before")} change {Change + 1}, {Times} times";
}
