using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>The people of a question: how many must approve, who is asked at once and who later.</summary>
/// <param name="First">Who is asked at once and may answer.</param>
/// <param name="Later">Who is asked as well before the question ends, less those who may not answer or are asked before.</param>
/// <param name="Rule">The name of the rule that decides.</param>
/// <param name="Quorum">How many must approve.</param>
internal sealed record WhoIsAsked(ImmutableArray<string> First, ImmutableArray<EscalationTier> Later, string Rule, int Quorum)
{
    /// <summary>The people of a decision that may come to a question.</summary>
    public static WhoIsAsked Of(Decision decision) => new(decision.Approvers, decision.Escalation, decision.Rule, decision.Quorum);

    /// <summary>Works it out.</summary>
    /// <param name="rule">The rule that decides.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="first">Who is asked at once.</param>
    /// <param name="turns">Who of the approvers is asked in turn.</param>
    /// <param name="about">The identity that the finding names; it may not answer.</param>
    /// <param name="facts">The target's facts; its owner may not answer.</param>
    /// <param name="windowSeconds">How long the question stays open.</param>
    public static WhoIsAsked By(
        PolicyRule rule, ResponsePolicy policy, ImmutableArray<string> first, ImmutableArray<EscalationTier> turns, FindingPrincipal? about, TargetFacts facts, int windowSeconds)
    {
        var asked = first.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var later = ImmutableArray.CreateBuilder<EscalationTier>();
        foreach (var tier in (rule.Escalation ?? policy.Escalation).Concat(turns).Where(tier => tier.AfterSeconds < windowSeconds).OrderBy(tier => tier.AfterSeconds))
        {
            var (may, _) = Approver.Among([.. first, .. tier.Approvers], about, facts, policy.People);
            ImmutableArray<string> further = [.. tier.Approvers.Where(one => may.Contains(one, StringComparer.Ordinal) && asked.Add(one))];
            if (!further.IsEmpty)
                later.Add(tier with { Approvers = further });
        }

        return new(first, later.ToImmutable(), rule.Name, rule.Quorum);
    }

    /// <summary>Why nobody can be asked; null when people can. A quorum that can't be met is never made smaller.</summary>
    public string? Objection
    {
        get
        {
            var people = First.Concat(Later.SelectMany(tier => tier.Approvers)).Select(Approver.PersonOf).Distinct(StringComparer.Ordinal).Count();
            return First.IsEmpty ? "There is nobody who may approve: nothing is changed."
                : people < Quorum ? $"Rule '{Rule}' wants {Quorum} different people to approve, and only {people} may: nothing is changed."
                : null;
        }
    }

    /// <summary>The sentences that explain it, where there is more to it than asking one of several.</summary>
    public IEnumerable<string> Explained =>
    [
        .. Quorum > 1 ? [$"{Quorum} different people must approve; a denial by one ends it."] : ImmutableArray<string>.Empty,
        .. Later.Select(tier => $"If nobody has answered after {tier.AfterSeconds} seconds, {string.Join(", ", tier.Approvers)} may answer as well."),
    ];
}
