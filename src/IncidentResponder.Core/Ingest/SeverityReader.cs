namespace IncidentResponder.Core.Ingest;

/// <summary>Reads severities in the ways that detectors state them.</summary>
internal static class SeverityReader
{
    /// <summary>By GuardDuty's scale: 1 and up is low, 4 medium, 7 high, 9 critical.</summary>
    public static Severity FromGuardDuty(double value) => value switch
    {
        >= 9 => Severity.Critical,
        >= 7 => Severity.High,
        >= 4 => Severity.Medium,
        >= 1 => Severity.Low,
        _ => Severity.Informational,
    };

    /// <summary>By label; null when it is none.</summary>
    public static Severity? FromLabel(string? label) => label?.ToUpperInvariant() switch
    {
        "CRITICAL" => Severity.Critical,
        "HIGH" => Severity.High,
        "MEDIUM" => Severity.Medium,
        "LOW" => Severity.Low,
        "INFORMATIONAL" => Severity.Informational,
        _ => null,
    };

    /// <summary>
    /// From a finding in Security Hub's format: what the provider stated counts before what may have been edited since.
    /// A finding that states none is medium: nobody said that it may wait.
    /// </summary>
    public static Severity FromAsff(JsonPlace finding) =>
        FromLabel(finding["FindingProviderFields"]["Severity"]["Label"].Text)
        ?? FromLabel(finding["Severity"]["Label"].Text)
        ?? FromNormalized(finding["Severity"]["Normalized"].Number)
        ?? FromNormalized(finding["FindingProviderFields"]["Severity"]["Normalized"].Number)
        ?? Severity.Medium;

    private static Severity? FromNormalized(double? value) => value switch
    {
        null => null,
        >= 90 => Severity.Critical,
        >= 70 => Severity.High,
        >= 40 => Severity.Medium,
        >= 1 => Severity.Low,
        _ => Severity.Informational,
    };
}
