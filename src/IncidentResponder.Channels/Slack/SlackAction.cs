namespace IncidentResponder.Channels.Slack;

/// <summary>What a button of a card asks for.</summary>
public enum SlackAction
{
    /// <summary>To run the plan.</summary>
    Approve,

    /// <summary>To change nothing.</summary>
    Deny,

    /// <summary>To take back one's approval while others are waited for.</summary>
    Withdraw,

    /// <summary>To undo the containment.</summary>
    Undo,

    /// <summary>To be sent one's personal link.</summary>
    Details,
}
