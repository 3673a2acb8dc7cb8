using System.Collections.Immutable;
using System.Net;

namespace IncidentResponder.Core.Ingest;

/// <summary>Collects the remote IP addresses that a finding names, at most 20.</summary>
internal static class RemoteAddresses
{
    /// <summary>From GuardDuty's service: its action, and the endpoints of a sequence.</summary>
    public static ImmutableArray<string> InService(JsonPlace service) => Valid(service["action"].Members
        .SelectMany(member => InKind(member.Value))
        .Concat(service["detection"]["sequence"]["endpoints"].Items.Select(endpoint => endpoint["ip"].Text)));

    /// <summary>
    /// From a finding in Security Hub's format: the product fields, whose names end in the path that GuardDuty has, then the action.
    /// </summary>
    public static ImmutableArray<string> InAsff(JsonPlace finding) => Valid(finding["ProductFields"].Members
        .Where(field => field.Key.EndsWith("remoteIpDetails/ipAddressV4", StringComparison.Ordinal)
            || field.Key.EndsWith("remoteIpDetails/ipAddressV6", StringComparison.Ordinal))
        .Select(field => field.Value.Text)
        .Concat(finding["Action"].Members.SelectMany(member => InKind(member.Value)))
        .Concat(finding["Detection"]["Sequence"]["Endpoints"].Items.Select(endpoint => endpoint["Ip"].Text)));

    /// <summary>From a finding in OCSF: the far end of each connection, the caller of each API.</summary>
    public static ImmutableArray<string> InOcsf(JsonPlace finding) => Valid(finding["evidences"].Items
        .Select(evidence => IsOutbound(evidence) ? evidence["dst_endpoint"]["ip"].Text : evidence["src_endpoint"]["ip"].Text));

    /// <summary>One that stands by itself.</summary>
    public static ImmutableArray<string> Of(JsonPlace address) => Valid([address.Text]);

    /// <summary>Whether a piece of OCSF's evidence is a connection that went out.</summary>
    public static bool IsOutbound(JsonPlace evidence) => evidence["connection_info"]["direction_id"].Number is 2;

    private static IEnumerable<string?> InKind(JsonPlace kind) =>
        kind["portProbeDetails"].Items.Append(kind)
            .Select(place => place["remoteIpDetails"])
            .SelectMany(remote => new[] { remote["ipAddressV4"].Text, remote["ipAddressV6"].Text });

    private static ImmutableArray<string> Valid(IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().Where(text => IPAddress.TryParse(text, out _)).Distinct(StringComparer.Ordinal).Take(20)];
}
