using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Who may answer: those who were asked and whom the policy still names, less whoever the finding is about.</summary>
public static class Approvers
{
    /// <summary>
    /// The refusal for the visit's person, or null: a link that answers is for those who were asked, one that undoes for those whom the
    /// decision names and those who were asked later.
    /// </summary>
    public static ApprovalVerdict.NotAnApprover? Refusal(ApprovalVisit visit) => Refusal(
        visit,
        (visit.Claims.Purpose is LinkPurpose.Approve ? visit.Record.Approval?.Approvers : null) ?? WhoMayUndo(visit.Record));

    /// <summary>Those whom the decision names, and those who were asked later.</summary>
    public static ImmutableArray<string> WhoMayUndo(IncidentRecord record) =>
        [.. (record.Decision?.Approvers ?? []).Union(record.Approval?.Approvers ?? [], StringComparer.OrdinalIgnoreCase)];

    /// <summary>The refusal for the visit's person, or null when the person is one of these approvers, still named, and not the finding's own principal.</summary>
    public static ApprovalVerdict.NotAnApprover? Refusal(ApprovalVisit visit, ImmutableArray<string> approvers)
    {
        var (principal, person, roll) = (visit.Record.Incident.Finding.Principal, visit.Claims.Approver, visit.Roll);
        ImmutableArray<string> others = [.. approvers.Where(one => !IsSubject(principal, one, roll.People) && roll.Refusal(one) is null)];
        if (others.Contains(roll.People.MainAddress(person), StringComparer.OrdinalIgnoreCase) || others.Contains(person, StringComparer.OrdinalIgnoreCase))
            return null;

        return new ApprovalVerdict.NotAnApprover(
            IsSubject(principal, person, roll.People)
                ? $"The finding is about {principal?.Name ?? person}, so {person} can't answer for it."
                : roll.Refusal(person) ?? $"{person} is not, or no longer, among the approvers of this incident.",
            others);
    }

    /// <summary>True when the address belongs to the principal: the same name, the same name before the "@", or one that the policy gives the person.</summary>
    public static bool IsSubject(FindingPrincipal? principal, string approver, People people) =>
        Names(principal).Any(name => Approver.IsSamePerson(approver, name, people));

    // "AROAEXAMPLE:alice@example.com" names the session, and sessions of people bear the person's name.
    private static IEnumerable<string> Names(FindingPrincipal? principal)
    {
        if (principal?.Name is { Length: > 0 } name)
            yield return name;
        if (principal?.PrincipalId?.Split(':') is [_, { Length: > 0 } session])
            yield return session;
    }
}
