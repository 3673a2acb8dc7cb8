namespace IncidentResponder.Cli.Report;

/// <summary>How a report is written.</summary>
public enum ReportFormat
{
    /// <summary>Markdown.</summary>
    Md,

    /// <summary>A page that stands by itself.</summary>
    Html,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>A file for spreadsheets: the timeline, or the times.</summary>
    Csv,

    /// <summary>An Incident Finding of the Open Cybersecurity Schema Framework.</summary>
    Ocsf,
}
