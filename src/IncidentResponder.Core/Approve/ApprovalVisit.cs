using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>A person who wants to answer or to undo: the record as read, what the person's link or click says, and the server's clock.</summary>
/// <param name="Record">The incident.</param>
/// <param name="Claims">The link, its seal and time checked; or what stands for it where another way vouches for the person.</param>
/// <param name="Now">The server's clock.</param>
/// <param name="Roll">Who may answer by the policy as it is now.</param>
public sealed record ApprovalVisit(IncidentRecord Record, LinkClaims Claims, DateTimeOffset Now, ApproverRoll Roll)
{
    /// <summary>The incident's id.</summary>
    public IncidentId Id => Record.Incident.Id;

    /// <summary>Who it is, by their main address: the same by whatever way they come.</summary>
    public string Person => Roll.People.MainAddress(Claims.Approver);

    /// <summary>The way by which the person answers: "page", "sign-in" or "slack".</summary>
    public string Channel { get; init; } = "page";

    /// <summary>The way has proved who the person is by itself, such as a signed click or a fresh sign-in: no one-time code is asked for.</summary>
    public bool Vouched { get; init; }
}
