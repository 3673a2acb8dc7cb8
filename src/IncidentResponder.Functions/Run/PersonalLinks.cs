using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Makes the address at which one person answers or undoes.</summary>
/// <param name="links">Seals the tokens.</param>
/// <param name="pageUrl">The page's base address.</param>
public sealed class PersonalLinks(ApprovalLinks links, string pageUrl)
{
    /// <summary>Makes the address for one person and the plan that was decided.</summary>
    public async Task<string> AddressAsync(IncidentRecord record, string approver, LinkTerm term, CancellationToken cancel)
    {
        var plan = record.Decision?.Plan
            ?? throw new InvalidOperationException($"Incident {record.Incident.Id} has no plan, so there is nothing to make a link to.");
        var token = await links.TokenAsync(record.Incident.Id, PlanDigest.Of(plan), approver, term, cancel).ConfigureAwait(false);
        return ApprovalLinks.Address(pageUrl, record.Incident.Id, token);
    }
}
