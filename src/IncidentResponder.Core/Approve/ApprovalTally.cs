using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Core.Approve;

/// <summary>How a question stands: approvals are counted by person until there are as many as the policy wants; one denial ends it.</summary>
/// <param name="Quorum">How many different people must approve.</param>
/// <param name="Votes">The approvals so far, one a person; with a quorum of one there are none to keep.</param>
/// <param name="Answer">What stands; null while more people must approve.</param>
public sealed record ApprovalTally(int Quorum, ImmutableArray<ApprovalDecision> Votes, ApprovalDecision? Answer)
{
    /// <summary>How many different people these approvals are of.</summary>
    public static int PeopleIn(ImmutableArray<ApprovalDecision> votes) =>
        votes.Where(vote => vote.Outcome is ApprovalOutcome.Granted).Select(vote => Approver.PersonOf(vote.By)).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The tally after one more answer. What stands already stays, and so does the first approval of a person until that person takes it back.</summary>
    public ApprovalTally With(ApprovalDecision cast)
    {
        if (Answer is not null)
            return this;
        if (cast.Outcome is ApprovalOutcome.Withdrawn)
            return HasVoteOf(cast.By) ? this with { Votes = Votes.RemoveAll(vote => IsBy(vote, cast.By)) } : this;
        if (cast.Outcome is not ApprovalOutcome.Granted || Quorum <= 1)
            return this with { Answer = cast };
        if (HasVoteOf(cast.By))
            return this;

        var votes = Votes.Add(cast);
        return this with { Votes = votes, Answer = votes.Length < Quorum ? null : cast with { By = string.Join(" and ", votes.Select(vote => vote.By)) } };
    }

    /// <summary>The person has approved, and that counts while others are waited for.</summary>
    public bool HasVoteOf(string approver) => Votes.Any(vote => IsBy(vote, approver));

    /// <summary>The ledger's entry for the answer that led to this tally.</summary>
    /// <param name="cast">The answer as it was given.</param>
    /// <param name="previous">The ledger's last entry.</param>
    public LedgerEntry EntryFor(ApprovalDecision cast, LedgerEntry? previous)
    {
        var by = cast.Channel.Length > 0 ? $"{cast.By} by {cast.Channel}" : cast.By;
        return (Answer, cast.Outcome) switch
        {
            ({ } stands, _) => LedgerChain.Append(previous, cast.At, Stage.Approve, "Answer", cast.By, $"{stands.Outcome} by {stands.By}{(cast.Channel.Length > 0 ? $", by {cast.Channel}" : "")}, for plan {stands.PlanDigest}."),
            (_, ApprovalOutcome.Withdrawn) => LedgerChain.Append(previous, cast.At, Stage.Approve, "Vote", cast.By, $"Taken back by {by}, {Votes.Length} of {Quorum}, for plan {cast.PlanDigest}."),
            _ => LedgerChain.Append(previous, cast.At, Stage.Approve, "Vote", cast.By, $"Approved by {by}, {Votes.Length} of {Quorum}, for plan {cast.PlanDigest}."),
        };
    }

    /// <summary>"1 of 2 approved, by ada@example.com at …"; empty before anybody has.</summary>
    public string Sentence => Votes.IsEmpty
        ? ""
        : $"{Votes.Length} of {Quorum} approved, by {string.Join(", by ", Votes.Select(vote => $"{vote.By} at {UtcText.Of(vote.At)}"))}";

    private static bool IsBy(ApprovalDecision vote, string approver) => Approver.PersonOf(vote.By) == Approver.PersonOf(approver);
}
