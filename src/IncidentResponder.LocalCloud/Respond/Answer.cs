namespace IncidentResponder.LocalCloud.Respond;

/// <summary>What the responder on the local cloud answers when asked.</summary>
public enum Answer
{
    /// <summary>Nothing: the question expires.</summary>
    None,

    /// <summary>Yes, by way of the page.</summary>
    Approve,

    /// <summary>No, by way of the page.</summary>
    Deny,

    /// <summary>Nothing by way of the page: somebody answers elsewhere, as in Slack.</summary>
    Elsewhere,
}
