namespace IncidentResponder.Core.Ingest;

/// <summary>Finds what a finding in OCSF says of itself: class 2001, as Security Lake keeps it, calls that "finding", later ones "finding_info".</summary>
internal static class OcsfInfo
{
    public static JsonPlace In(JsonPlace finding) =>
        finding["finding_info"].IsObject || !finding["finding"].IsObject ? finding["finding_info"] : finding["finding"];
}
