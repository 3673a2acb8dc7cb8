namespace IncidentResponder.Core.Ingest;

/// <summary>Reads what GuardDuty's attack sequences name: there the finding's own resource says only that it is a sequence.</summary>
internal static class GuardDutySequence
{
    /// <summary>The sequence; a missing place when the finding is none.</summary>
    public static JsonPlace In(JsonPlace finding) => finding["service"]["detection"]["sequence"];

    /// <summary>The identity of the first actor that has one; null when none has.</summary>
    public static FindingPrincipal? PrincipalIn(JsonPlace sequence) => sequence["actors"].Items
        .Select(actor => actor["user"])
        .Where(user => user["name"].Text is not null || user["credentialUid"].Text is not null)
        .Select(user => new FindingPrincipal
        {
            Kind = user["type"].Text ?? "Unknown",
            Name = user["name"].Text,
            PrincipalId = user["uid"].Text,
            AccessKeyId = user["credentialUid"].Text,
        })
        .FirstOrDefault();

    public static IEnumerable<FindingResource?> ResourcesOf(JsonPlace finding, ResourceMaker make) =>
        In(finding)["resources"].Items.Select(resource => make.ById(
            resource["resourceType"].Text, resource["uid"].Text ?? resource["name"].Text, resource["region"].Text));
}
