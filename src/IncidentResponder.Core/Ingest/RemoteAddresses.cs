using System.Collections.Immutable;
using System.Net;

namespace IncidentResponder.Core.Ingest;

/// <summary>Collects the remote IP addresses that a finding names, at most 20.</summary>
internal static class RemoteAddresses
{
    /// <summary>From GuardDuty's service.action.</summary>
    public static ImmutableArray<string> InAction(JsonPlace action) =>
        Valid(action.Members.SelectMany(member => InKind(member.Value)));

    /// <summary>From Security Hub's product fields, whose names end in the path that GuardDuty has.</summary>
    public static ImmutableArray<string> InProductFields(JsonPlace fields) =>
        Valid(fields.Members
            .Where(field => field.Key.EndsWith("remoteIpDetails/ipAddressV4", StringComparison.Ordinal)
                || field.Key.EndsWith("remoteIpDetails/ipAddressV6", StringComparison.Ordinal))
            .Select(field => field.Value.Text));

    private static IEnumerable<string?> InKind(JsonPlace kind) =>
        kind["portProbeDetails"].Items.Append(kind)
            .Select(place => place["remoteIpDetails"])
            .SelectMany(remote => new[] { remote["ipAddressV4"].Text, remote["ipAddressV6"].Text });

    private static ImmutableArray<string> Valid(IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().Where(text => IPAddress.TryParse(text, out _)).Distinct(StringComparer.Ordinal).Take(20)];
}
