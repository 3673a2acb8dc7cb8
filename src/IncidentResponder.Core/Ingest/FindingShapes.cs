namespace IncidentResponder.Core.Ingest;

/// <summary>Tells by its members whose finding something is that came without an envelope, as the detectors' APIs answer.</summary>
internal static class FindingShapes
{
    // What is no finding known here but has one of these may be one of a kind to come: it is not passed over.
    private static readonly HashSet<string> OfAFinding = new(StringComparer.OrdinalIgnoreCase)
    {
        "detectorId", "finding", "findingId", "findings", "resource", "resources", "severity", "source", "vulnerabilities",
    };

    /// <summary>Reads one finding, or each of an answer's list.</summary>
    public static IEnumerable<Ingested> Read(Envelope envelope, JsonPlace body)
    {
        var list = body["findings"];
        if (!list.IsArray)
            return [One(envelope.About(body))];

        return list.Items.Any()
            ? list.Items.Select(finding => One(envelope.About(finding)))
            : [new Ingested.Ignored("The list of findings is empty; nothing is to be done.")];
    }

    /// <summary>The Open Cybersecurity Schema Framework, as Security Hub's second version has it.</summary>
    public static bool IsOcsf(JsonPlace finding) => !finding["class_uid"].IsMissing || finding["finding_info"].IsObject;

    private static Ingested One(Envelope envelope) => envelope.Detail switch
    {
        { IsObject: false } other => new Ingested.Unreadable(other.Path, $"The finding is no JSON object but {other.Value.ValueKind}; send it as its detector gave it."),
        var ocsf when IsOcsf(ocsf) => OcsfFindingReader.Read(envelope),
        var asff when IsAsff(asff) => SecurityHubFindingReader.Read(envelope, asff),
        var finding when !finding["findingArn"].IsMissing => InspectorFindingReader.Read(envelope),
        var finding when finding["resourcesAffected"].IsObject => MacieFindingReader.Read(envelope),
        var change when !change["configRuleName"].IsMissing || change["newEvaluationResult"].IsObject => ConfigChangeReader.Read(envelope),
        var finding when IsGuardDutys(finding) => GuardDutyFindingReader.Read(envelope),
        var finding when IsAccessAnalyzers(finding) => AccessAnalyzerFindingReader.Read(envelope),
        var results when !results["insightArn"].IsMissing => InsightResults.Read(envelope),
        var other => Unknown(other),
    };

    private static bool IsAsff(JsonPlace finding) =>
        !finding["productArn"].IsMissing || !finding["generatorId"].IsMissing || finding["schemaVersion"].Text is "2018-10-08";

    private static bool IsGuardDutys(JsonPlace finding) =>
        finding["service"].IsObject || finding["resource"].IsObject
        || finding["type"].Text is { } type && type.Contains(':', StringComparison.Ordinal) && !finding["severity"].IsMissing;

    private static bool IsAccessAnalyzers(JsonPlace finding) =>
        finding["findingDetails"].IsArray || !finding["analyzedAt"].IsMissing
        || finding["resource"].Text is not null && !finding["resourceType"].IsMissing;

    private static Ingested Unknown(JsonPlace other)
    {
        if (!other["eventName"].IsMissing && !other["eventSource"].IsMissing)
            return new Ingested.Ignored("The record is an API call of CloudTrail, no finding; it asks for no response.") { Foreign = true };

        var names = other.Members.Select(member => member.Key).ToList();
        var few = string.Join(", ", names.Take(6).Select(name => name.Length <= 40 ? name : name[..40]));
        return names.Count > 0 && !names.Exists(OfAFinding.Contains)
            ? new Ingested.Ignored($"The object has the members {few}, none of them a finding's; it asks for no response.") { Foreign = true }
            : new Ingested.Unreadable(
                other.Path,
                $"The object has {(names.Count == 0 ? "no members" : $"the members {few}")}, but must be an event with source, detail-type and detail or a finding of a known detector; send the event as EventBridge delivered it.");
    }
}
