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
        "CRITICAL" or "FATAL" => Severity.Critical,
        "HIGH" => Severity.High,
        "MEDIUM" => Severity.Medium,
        "LOW" => Severity.Low,
        "INFORMATIONAL" or "INFO" => Severity.Informational,
        _ => null,
    };

    /// <summary>
    /// From a finding in Security Hub's format: what the provider stated counts before what may have been edited since.
    /// A finding that states none is medium: nobody said that it may wait.
    /// </summary>
    public static Severity FromAsff(JsonPlace finding) =>
        FromLabel(finding["FindingProviderFields"]["Severity"]["Label"].Text)
        ?? InAsff(finding["Severity"])
        ?? InAsff(finding["FindingProviderFields"]["Severity"])
        ?? Severity.Medium;

    /// <summary>What the customer made of the severity; null when it is the provider's or when only one of both is stated.</summary>
    public static Severity? CustomersInAsff(JsonPlace finding) =>
        InAsff(finding["Severity"]) is { } edited && edited != FromAsff(finding) ? edited : null;

    /// <summary>From a finding in OCSF: the vendor's counts before what may have been edited since.</summary>
    public static Severity FromOcsf(JsonPlace finding) => InOcsf(finding["vendor_attributes"]) ?? InOcsf(finding) ?? Severity.Medium;

    /// <summary>What the customer made of the severity; null when it is the vendor's.</summary>
    public static Severity? CustomersInOcsf(JsonPlace finding) =>
        InOcsf(finding) is { } edited && edited != FromOcsf(finding) ? edited : null;

    /// <summary>From 1, 2 or 3 as Macie counts.</summary>
    public static Severity? FromMacieScore(double? score) => score switch
    {
        null => null,
        >= 3 => Severity.High,
        >= 2 => Severity.Medium,
        _ => Severity.Low,
    };

    // A label, a number from 0 to 100, or the bare text or number that some exports keep.
    private static Severity? InAsff(JsonPlace severity) =>
        FromLabel(severity["Label"].Text) ?? FromNormalized(severity["Normalized"].Number)
        ?? FromLabel(severity.Text) ?? FromNormalized(severity.Number);

    private static Severity? InOcsf(JsonPlace place) => place["severity_id"].Number switch
    {
        5 or 6 => Severity.Critical,
        4 => Severity.High,
        3 => Severity.Medium,
        2 => Severity.Low,
        1 => Severity.Informational,
        _ => FromLabel(place["severity"].Text),
    };

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
