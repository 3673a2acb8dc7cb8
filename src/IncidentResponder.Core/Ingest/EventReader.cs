using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Reads findings of GuardDuty, Security Hub (both of its formats), Macie, Inspector, Config and Access Analyzer: as EventBridge
/// delivers them, as their APIs answer, and either of them inside messages of SNS and SQS.
/// It never fails: whatever comes in is understood, ignored or unreadable, each with a reason.
/// </summary>
public static class EventReader
{
    /// <summary>Reads a queue message's body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="own">
    /// The responder's account: what is delivered there about other accounts is theirs to tell, since AWS delivers members' findings to
    /// their administrator. Null when it is not known; findings about another account than they are delivered in are then doubted.
    /// </param>
    /// <returns>One result a finding; at least one.</returns>
    public static ImmutableArray<Ingested> Read(string body, AccountId? own = null) => NestedJson.Parse(body, "$", out var root) is { } fault ? [fault] : Read(root, own);

    /// <summary>Reads an event.</summary>
    /// <param name="body">The event.</param>
    /// <param name="own">As above.</param>
    /// <returns>One result a finding; at least one.</returns>
    public static ImmutableArray<Ingested> Read(JsonElement body, AccountId? own = null)
    {
        if (body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return [new Ingested.Unreadable("$", $"The message is no JSON object but {body.ValueKind}; send the event as EventBridge delivered it.")];

        return BrokenText.PathIn(body) is { } path
            ? [new Ingested.Unreadable(path, "The text holds half a surrogate pair; send the event as EventBridge delivered it.")]
            : [.. Carriers.Unpack(new(body, "$")).SelectMany(unpacked => unpacked.Fault is { } fault ? [fault] : ReadOne(unpacked.Body, own))];
    }

    private static IEnumerable<Ingested> ReadOne(JsonPlace body, AccountId? own)
    {
        if (body["detail"].IsMissing && body["detail-type"].IsMissing)
            return FindingShapes.Read(Envelope.Without(body), body);

        var reading = new Reading();
        var envelope = Envelope.Read(body, reading) with { Own = own };
        return reading.Fault is { } fault ? [fault] : Read(envelope);
    }

    private static IEnumerable<Ingested> Read(Envelope envelope) => (envelope.Source, envelope.DetailType) switch
    {
        ("aws.guardduty" or "", "GuardDuty Finding") => [GuardDutyFindingReader.Read(envelope)],
        ("aws.securityhub" or "", "Security Hub Insight Results") => [InsightResults.Read(envelope)],
        ("aws.securityhub" or "", _) when IsOfSecurityHub(envelope) => ReadFindings(envelope),
        ("aws.macie" or "", "Macie Finding") => [MacieFindingReader.Read(envelope)],
        ("aws.inspector2" or "", "Inspector2 Finding") => [InspectorFindingReader.Read(envelope)],
        ("aws.config" or "", "Config Rules Compliance Change") => [ConfigChangeReader.Read(envelope)],
        ("aws.access-analyzer" or "", _) when AccessAnalyzerFindingReader.Reads(envelope.DetailType) => [AccessAnalyzerFindingReader.Read(envelope)],
        ("", "") => FindingShapes.Read(envelope, envelope.Detail),
        _ => [new Ingested.Ignored($"Events '{Short(envelope.DetailType)}' of {Short(envelope.Source)} ask for no response.")],
    };

    // "Security Hub Findings - Imported", "… - Custom Action", the older "Security Hub Findings", "Findings Imported V2".
    private static bool IsOfSecurityHub(Envelope envelope) =>
        envelope.DetailType.StartsWith("Security Hub Findings", StringComparison.Ordinal)
        || envelope.DetailType.StartsWith("Findings ", StringComparison.Ordinal)
        || envelope.Source.Length > 0 && envelope.Detail["findings"].IsArray;

    private static IEnumerable<Ingested> ReadFindings(Envelope envelope)
    {
        var findings = envelope.Detail["findings"];
        return findings.Items.Any()
            ? findings.Items.Select(finding => FindingShapes.IsOcsf(finding)
                ? OcsfFindingReader.Read(envelope.About(finding))
                : SecurityHubFindingReader.Read(envelope, finding))
            : [new Ingested.Unreadable(findings.Path, "findings is missing or empty; send the event as Security Hub published it.")];
    }

    private static string Short(string text) => text.Length switch
    {
        0 => "(unnamed)",
        <= 80 => text,
        _ => text[..80],
    };
}
