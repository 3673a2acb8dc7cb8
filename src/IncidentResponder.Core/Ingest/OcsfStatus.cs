namespace IncidentResponder.Core.Ingest;

/// <summary>Says when the state of a finding in OCSF asks for nothing.</summary>
internal static class OcsfStatus
{
    /// <summary>Why the finding is ignored; null when it is to be answered.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="bySomebody">A person sent it by a custom action: then a case that is open already is no reason.</param>
    public static string? WhyIgnored(JsonPlace finding, bool bySomebody) => StateOf(finding) switch
    {
        _ when IsSample(finding) => SampleMark.Ignored.Reason,
        FindingState.Archived => "The finding is closed by its provider; nothing is to be done.",
        FindingState.Suppressed => "The finding is suppressed in Security Hub; set its status to New if it needs a response.",
        FindingState.Resolved => "The finding is resolved in Security Hub or its control passed; nothing is to be done.",
        FindingState.Notified when !bySomebody => "The finding's status is In Progress: a case is open already.",
        _ => null,
    };

    /// <summary>Where the finding stands. Activity 3 closes it; status 2 is in progress, 3 suppressed, 4 resolved, 5 archived, 6 deleted.</summary>
    public static FindingState StateOf(JsonPlace finding) => finding["status_id"].Number switch
    {
        _ when finding["activity_id"].Number is 3 => FindingState.Archived,
        5 or 6 => FindingState.Archived,
        4 => FindingState.Resolved,
        3 => FindingState.Suppressed,
        _ when finding["compliance"]["status_id"].Number is 1 => FindingState.Resolved,
        2 => FindingState.Notified,
        _ => FindingState.Active,
    };

    /// <summary>Whether the detector made the finding up.</summary>
    public static bool IsSample(JsonPlace finding) =>
        SampleMark.On(OcsfInfo.In(finding)["title"], finding["sample"], finding["unmapped"]["additionalInfo"])
        || finding["unmapped"]["sample"].IsTrue;
}
