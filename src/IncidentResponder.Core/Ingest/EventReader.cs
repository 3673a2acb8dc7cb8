using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Reads EventBridge events of GuardDuty, Security Hub, Macie, Inspector, Config and Access Analyzer.
/// It never fails: whatever comes in is understood, ignored or unreadable, each with a reason.
/// </summary>
public static class EventReader
{
    /// <summary>Reads a queue message's body.</summary>
    /// <returns>One result a finding; at least one.</returns>
    public static ImmutableArray<Ingested> Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            return [new Ingested.Unreadable("$", $"The message is not JSON ({Where(fault)}); send the event as EventBridge delivered it.")];
        }
    }

    /// <summary>Reads an event.</summary>
    /// <returns>One result a finding; at least one.</returns>
    public static ImmutableArray<Ingested> Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            return [new Ingested.Unreadable("$", $"The message is no JSON object but {body.ValueKind}; send the event as EventBridge delivered it.")];

        if (BrokenText.PathIn(body) is { } path)
            return [new Ingested.Unreadable(path, "The text holds half a surrogate pair; send the event as EventBridge delivered it.")];

        var reading = new Reading();
        var envelope = Envelope.Read(new(body, "$"), reading);
        return reading.Fault is { } fault ? [fault] : Read(envelope);
    }

    private static ImmutableArray<Ingested> Read(Envelope envelope) => (envelope.Source, envelope.DetailType) switch
    {
        ("aws.guardduty", "GuardDuty Finding") => [GuardDutyFindingReader.Read(envelope)],
        ("aws.securityhub", "Security Hub Findings - Imported" or "Security Hub Findings - Custom Action") => ReadFindings(envelope),
        ("aws.securityhub", "Security Hub Insight Results") =>
            [new Ingested.Ignored("Insight results count findings but name none; send the findings themselves by a custom action.")],
        ("aws.securityhub", "Findings Imported V2") =>
            [new Ingested.Ignored("The finding is in OCSF form; the same finding arrives in ASFF form or from its detector and is answered there.")],
        ("aws.macie", "Macie Finding") => [OtherDetectors.ReadMacie(envelope)],
        ("aws.inspector2", "Inspector2 Finding") => [OtherDetectors.ReadInspector(envelope)],
        ("aws.config", "Config Rules Compliance Change") => [OtherDetectors.ReadConfig(envelope)],
        ("aws.access-analyzer", "Access Analyzer Finding") => [OtherDetectors.ReadAccessAnalyzer(envelope)],
        _ => [new Ingested.Ignored($"Events '{Short(envelope.DetailType)}' of {Short(envelope.Source)} ask for no response.")],
    };

    private static ImmutableArray<Ingested> ReadFindings(Envelope envelope)
    {
        var findings = envelope.Detail["findings"];
        var results = findings.Items.Select(finding => SecurityHubFindingReader.Read(envelope, finding)).ToImmutableArray();
        return results.IsEmpty
            ? [new Ingested.Unreadable(findings.Path, "findings is missing or empty; send the event as Security Hub published it.")]
            : results;
    }

    private static string Where(JsonException fault) => $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}";

    private static string Short(string text) => text.Length <= 80 ? text : text[..80];
}
