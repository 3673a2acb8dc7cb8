namespace IncidentResponder.Core.Approve;

/// <summary>How a question ended.</summary>
public enum ApprovalOutcome
{
    /// <summary>An approver said yes.</summary>
    Granted,

    /// <summary>An approver said no.</summary>
    Denied,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>An approver took back an approval that was waiting for others'. The question goes on: this never stands as the answer.</summary>
    Withdrawn,
}
