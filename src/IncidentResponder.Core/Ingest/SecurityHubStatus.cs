namespace IncidentResponder.Core.Ingest;

/// <summary>Says when a finding's state in Security Hub asks for nothing.</summary>
internal static class SecurityHubStatus
{
    /// <summary>Why the finding is ignored; null when it is to be answered.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="bySomebody">A person sent it by a custom action: then a case that is open already is no reason.</param>
    public static string? WhyIgnored(JsonPlace finding, bool bySomebody)
    {
        if (IsSample(finding))
            return SampleMark.Ignored.Reason;

        if (IsArchived(finding))
            return "The finding is archived by its provider; nothing is to be done.";

        return finding["Workflow"]["Status"].Text switch
        {
            "SUPPRESSED" => "The finding is suppressed in Security Hub; set its workflow status to NEW if it needs a response.",
            "RESOLVED" => "The finding is resolved in Security Hub; nothing is to be done.",
            "NOTIFIED" when !bySomebody => "The finding's workflow status is NOTIFIED: a case is open already.",
            _ when finding["Compliance"]["Status"].Text is "PASSED" => "The control passed; nothing is to be done.",
            _ when IsOwnNote(finding) => "Only the responder's own note changed the finding.",
            _ => null,
        };
    }

    /// <summary>Where the finding stands: the provider's word first, then the customer's.</summary>
    public static FindingState StateOf(JsonPlace finding) => finding["Workflow"]["Status"].Text switch
    {
        _ when IsArchived(finding) => FindingState.Archived,
        "SUPPRESSED" => FindingState.Suppressed,
        "RESOLVED" => FindingState.Resolved,
        _ when finding["Compliance"]["Status"].Text is "PASSED" => FindingState.Resolved,
        "NOTIFIED" => FindingState.Notified,
        _ => FindingState.Active,
    };

    /// <summary>Whether the detector made the finding up.</summary>
    public static bool IsSample(JsonPlace finding)
    {
        var fields = finding["ProductFields"];
        return SampleMark.On(finding["Title"], finding["Sample"], fields["additionalInfo"])
            || fields["aws/guardduty/service/additionalInfo/sample"].IsTrue
            || SampleMark.On(finding["Title"], finding["Sample"], fields["aws/guardduty/service/additionalInfo/value"]);
    }

    private static bool IsArchived(JsonPlace finding)
    {
        var fields = finding["ProductFields"];
        return finding["RecordState"].Text is "ARCHIVED"
            || fields["aws/guardduty/service/archived"].IsTrue
            || fields["aws/inspector/FindingStatus"].Text is "CLOSED";
    }

    /// <summary>A note of ours that is newer than the provider's latest update: writing it is what caused the event.</summary>
    private static bool IsOwnNote(JsonPlace finding) =>
        finding["Note"]["UpdatedBy"].Text is ResponderName.Value
        && finding["Note"]["UpdatedAt"].Time is { } noted
        && finding["UpdatedAt"].Time is { } updated
        && updated <= noted;
}
