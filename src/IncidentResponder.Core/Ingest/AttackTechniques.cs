using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace IncidentResponder.Core.Ingest;

/// <summary>Collects the MITRE ATT&amp;CK techniques that a finding names, at most 20, each once.</summary>
internal static partial class AttackTechniques
{
    /// <summary>From the indicators of an attack sequence; sequences of which only the description came name them there.</summary>
    public static ImmutableArray<string> InGuardDuty(JsonPlace finding) =>
        finding["type"].Text is { } type && type.StartsWith("AttackSequence:", StringComparison.Ordinal)
            ? In(IndicatorsOf(GuardDutySequence.In(finding)).Append(finding["description"].Text))
            : [];

    /// <summary>From a finding in Security Hub's format.</summary>
    public static ImmutableArray<string> InAsff(JsonPlace finding) => In(IndicatorsOf(finding["Detection"]["Sequence"])
        .Concat(finding["Types"].First.Text is { } type && type.Contains("AttackSequence:", StringComparison.Ordinal) ? [finding["Description"].Text] : []));

    /// <summary>From a finding in OCSF.</summary>
    public static ImmutableArray<string> InOcsf(JsonPlace finding) => In(OcsfInfo.In(finding)["attacks"].Items
        .Select(attack => Name(attack["sub_technique"]) ?? Name(attack["technique"])));

    private static string? Name(JsonPlace technique) => technique["uid"].Text ?? technique["name"].Text;

    private static IEnumerable<string?> IndicatorsOf(JsonPlace sequence) => sequence["sequenceIndicators"].Items
        .Where(indicator => indicator["key"].Text is "ATTACK_TECHNIQUE")
        .SelectMany(indicator => indicator["values"].Items.Select(value => value.Text));

    private static ImmutableArray<string> In(IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().SelectMany(text => Technique().Matches(text).Select(match => match.Value)).Distinct(StringComparer.Ordinal).Take(20)];

    [GeneratedRegex(@"\bT[0-9]{4}(?:\.[0-9]{3})?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Technique();
}
