namespace IncidentResponder.Core.Notify;

/// <summary>The kinds of notices, spelt as the message attribute "kind" spells them.</summary>
public static class NoticeKind
{
    /// <summary>An incident was opened.</summary>
    public const string Opened = "Opened";

    /// <summary>The responder itself may be attacked: for the second channel.</summary>
    public const string SelfAlarm = "SelfAlarm";

    /// <summary>A question to one approver.</summary>
    public const string Question = "Question";

    /// <summary>A one-time code to one approver.</summary>
    public const string Code = "Code";

    /// <summary>How it ended.</summary>
    public const string Outcome = "Outcome";

    /// <summary>A containment's lease has ended: a question to one approver.</summary>
    public const string LeaseEnded = "LeaseEnded";

    /// <summary>It was undone, or could not be.</summary>
    public const string RolledBack = "RolledBack";
}
