using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Collects links that may be shown: "https" only, of a bearable length, each once.</summary>
internal static class WebLinks
{
    public static ImmutableArray<string> In(params ReadOnlySpan<JsonPlace> places)
    {
        var links = ImmutableArray.CreateBuilder<string>();
        foreach (var place in places)
        {
            if (place.Text is { Length: <= 1024 } text && links.Count < 5 && IsLink(text) && !links.Contains(text))
                links.Add(text);
        }

        return links.DrainToImmutable();
    }

    private static bool IsLink(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "" };
}
