namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the identity that a finding in OCSF is about.</summary>
internal static class OcsfPrincipal
{
    /// <summary>The identity; null when the finding names none. Users of an operating system are none.</summary>
    public static FindingPrincipal? In(JsonPlace finding) => finding["evidences"].Items
        .Select(evidence => evidence["actor"]["user"])
        .Append(finding["actor"]["user"])
        .Where(user => user["credential_uid"].Text is not null || user["type"].Text is not null)
        .Select(user => new FindingPrincipal
        {
            Kind = user["type"].Text ?? "Unknown",
            Name = user["name"].Text,
            PrincipalId = user["uid"].Text,
            AccessKeyId = user["credential_uid"].Text,
        })
        .FirstOrDefault();
}
