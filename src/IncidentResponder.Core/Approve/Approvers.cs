using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Who may answer: those who were asked, less whoever the finding is about.</summary>
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

    /// <summary>The refusal for the visit's person, or null when the person is one of these approvers and not the finding's own principal.</summary>
    public static ApprovalVerdict.NotAnApprover? Refusal(ApprovalVisit visit, ImmutableArray<string> approvers)
    {
        var principal = visit.Record.Incident.Finding.Principal;
        var person = visit.Claims.Approver;
        ImmutableArray<string> others = [.. approvers.Where(a => !IsSubject(principal, a))];
        if (others.Contains(person, StringComparer.OrdinalIgnoreCase))
            return null;
        return new ApprovalVerdict.NotAnApprover(
            IsSubject(principal, person)
                ? $"The finding is about {principal?.Name ?? person}, so {person} can't answer for it."
                : $"{person} is not, or no longer, among the approvers of this incident.",
            others);
    }

    /// <summary>True when the address belongs to the principal: the same name, or the same name before the "@".</summary>
    public static bool IsSubject(FindingPrincipal? principal, string approver) =>
        Names(principal).Any(name =>
            name.Equals(approver, StringComparison.OrdinalIgnoreCase) ||
            name.Equals(approver.Split('@')[0], StringComparison.OrdinalIgnoreCase));

    // "AROAEXAMPLE:alice@example.com" names the session, and sessions of people bear the person's name.
    private static IEnumerable<string> Names(FindingPrincipal? principal)
    {
        if (principal?.Name is { Length: > 0 } name)
            yield return name;
        if (principal?.PrincipalId?.Split(':') is [_, { Length: > 0 } session])
            yield return session;
    }
}
