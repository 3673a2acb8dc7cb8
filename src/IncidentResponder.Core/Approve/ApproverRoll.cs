using System.Collections.Immutable;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Core.Approve;

/// <summary>Who may answer by the policy as it is now: whoever was taken out of it since the question went out may not.</summary>
public sealed record ApproverRoll
{
    private ApproverRoll(People people, ImmutableHashSet<string> named, string? fault) => (People, Named, Fault) = (people, named, fault);

    /// <summary>The people behind the addresses.</summary>
    public People People { get; }

    /// <summary>The main addresses of everybody whom the policy names somewhere as an approver.</summary>
    public ImmutableHashSet<string> Named { get; }

    /// <summary>Why nobody may answer; null when the policy can be read.</summary>
    public string? Fault { get; }

    /// <summary>The roll by a policy.</summary>
    /// <param name="reading">The policy as it was read; nobody may answer by a faulty one.</param>
    /// <param name="deployment">Those who take the place of the policy's first approvers; none to keep them.</param>
    public static ApproverRoll Of(PolicyReading reading, ImmutableArray<string> deployment)
    {
        if (reading is not PolicyReading.Readable { Policy: var policy })
            return new(People.None, [], "The response policy can't be read, so it is not known who may answer. Deploy a policy that `ir policy check` accepts.");

        var first = deployment.IsDefaultOrEmpty
            ? policy.Approvers.Concat(policy.Turns.SelectMany(tier => tier.Approvers))
            : deployment.Select(policy.People.MainAddress);
        var later = policy.Rules.SelectMany(rule => rule.Escalation ?? []).Concat(policy.Escalation).SelectMany(tier => tier.Approvers);
        return new(policy.People, first.Concat(later).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase), null);
    }

    /// <summary>The roll of just these people, under the addresses given.</summary>
    public static ApproverRoll Of(People people, params IEnumerable<string> named) =>
        new(people, named.Select(people.MainAddress).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase), null);

    /// <summary>Why a person may not answer by the policy as it is now; null when they may.</summary>
    public string? Refusal(string approver) =>
        Fault ?? (Named.Contains(People.MainAddress(approver)) ? null : $"{approver} is not, or no longer, among the approvers of the response policy.");
}
