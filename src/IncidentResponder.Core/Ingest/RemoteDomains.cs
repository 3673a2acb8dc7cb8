using System.Collections.Immutable;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Ingest;

/// <summary>Collects the domain names that a finding says were asked for, at most 20, in small letters and without a closing dot.</summary>
internal static class RemoteDomains
{
    /// <summary>From GuardDuty's service.</summary>
    public static ImmutableArray<string> InService(JsonPlace service) => Valid([service["action"]["dnsRequestAction"]["domain"].Text]);

    /// <summary>From a finding in Security Hub's format: the product field whose name ends in GuardDuty's path, then the action.</summary>
    public static ImmutableArray<string> InAsff(JsonPlace finding) => Valid(finding["ProductFields"].Members
        .Where(field => field.Key.EndsWith("action/dnsRequestAction/domain", StringComparison.Ordinal))
        .Select(field => field.Value.Text)
        .Append(finding["Action"]["DnsRequestAction"]["Domain"].Text));

    /// <summary>From a finding in OCSF: the name in each query for one.</summary>
    public static ImmutableArray<string> InOcsf(JsonPlace finding) => Valid(finding["evidences"].Items.Select(evidence => evidence["query"]["hostname"].Text));

    private static ImmutableArray<string> Valid(IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().Select(text => text.TrimEnd('.').ToLowerInvariant()).Where(TargetIds.IsDomainName).Distinct(StringComparer.Ordinal).Take(20)];
}
