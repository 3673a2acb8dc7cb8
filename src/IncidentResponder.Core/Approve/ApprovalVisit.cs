using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>A person at the page: the record as read, what the person's link says, and the server's clock.</summary>
/// <param name="Record">The incident.</param>
/// <param name="Claims">The link, its seal and time checked.</param>
/// <param name="Now">The server's clock.</param>
public sealed record ApprovalVisit(IncidentRecord Record, LinkClaims Claims, DateTimeOffset Now)
{
    /// <summary>The incident's id.</summary>
    public IncidentId Id => Record.Incident.Id;
}
