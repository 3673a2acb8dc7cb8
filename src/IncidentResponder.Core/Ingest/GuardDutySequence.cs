namespace IncidentResponder.Core.Ingest;

/// <summary>Reads what GuardDuty's attack sequences name: there the finding's own resource says only that it is a sequence.</summary>
internal static class GuardDutySequence
{
    /// <summary>The sequence; a missing place when the finding is none.</summary>
    public static JsonPlace In(JsonPlace finding) => finding["service"]["detection"]["sequence"];

    public static IEnumerable<FindingResource?> ResourcesOf(JsonPlace finding, ResourceMaker make) =>
        In(finding)["resources"].Items.Select(resource => make.ById(
            resource["resourceType"].Text, resource["uid"].Text ?? resource["name"].Text, resource["region"].Text));
}
