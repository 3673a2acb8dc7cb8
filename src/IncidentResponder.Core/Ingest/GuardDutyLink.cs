using System.Buffers;
using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Where GuardDuty's console shows a finding; made from what is known, not from what the event says.</summary>
internal static class GuardDutyLink
{
    private static readonly SearchValues<char> OfRegions = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    public static ImmutableArray<string> To(string region, string id) =>
        region.Length is > 0 and <= 32 && !region.AsSpan().ContainsAnyExcept(OfRegions) && region.Contains('-', StringComparison.Ordinal)
            ? [$"https://{region}.{Console(region)}/guardduty/home?region={region}#/findings?macros=current&fId={Uri.EscapeDataString(id)}"]
            : [];

    private static string Console(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "console.amazonaws.cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "console.amazonaws-us-gov.com",
        _ => "console.aws.amazon.com",
    };
}
