using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IncidentResponder.Standins.Tests.Calls;

namespace IncidentResponder.Standins.Tests.Wire;

/// <summary>A request as lines that are equal when the requests mean the same.</summary>
internal static partial class ComparedRequest
{
    internal static string Of(SentRequest request) => string.Join('\n',
    [
        $"{request.Method} {request.Address.AbsolutePath}",
        .. Pairs(request.Address.Query.TrimStart('?')).Select(pair => "? " + pair),
        "content type " + (IsXml(request) ? "" : request.Headers.GetValueOrDefault("Content-Type")),
        "account " + request.Headers.GetValueOrDefault("x-amz-account-id"),
        "target " + request.Headers.GetValueOrDefault("X-Amz-Target"),
        .. Body(request),
    ]);

    private static IEnumerable<string> Body(SentRequest request)
    {
        if (request.Body is "")
            return [];
        if (IsXml(request))
            return Leaves("", XElement.Parse(request.Body)).ToList();
        if (request.Headers["Content-Type"].Contains("form-urlencoded", StringComparison.Ordinal))
            return Pairs(request.Body);
        using var body = JsonDocument.Parse(request.Body);
        return Leaves("", body.RootElement).Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>Botocore gives XML no content type.</summary>
    private static bool IsXml(SentRequest request) => request.Body.StartsWith('<');

    private static IEnumerable<string> Leaves(string path, XElement xml) => xml.HasElements
        ? xml.Elements().SelectMany(child => Leaves($"{path}/{xml.Name}", child))
        : [$"{path}/{xml.Name} = '{ShortTime(xml.Value)}'"];

    private static IEnumerable<string> Pairs(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => $"{Decoded(pair[0])} = {ShortTime(Decoded(pair[1]))}")
        .Order(StringComparer.Ordinal);

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static IEnumerable<string> Leaves(string path, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when json.EnumerateObject().Any() =>
            json.EnumerateObject().SelectMany(property => Leaves($"{path}.{property.Name}", property.Value)),
        JsonValueKind.Array when json.GetArrayLength() > 0 =>
            json.EnumerateArray().SelectMany((element, i) => Leaves($"{path}[{i}]", element)),
        JsonValueKind.String when Guid.TryParse(json.GetString(), out _) => [$"{path} = (an idempotency token made up anew)"],
        JsonValueKind.String => [$"{path} = '{ShortTime(json.GetString()!)}'"],
        JsonValueKind.Number => [$"{path} = {json.GetDouble():R}"],
        _ => [$"{path} = {json.GetRawText()}"],
    };

    /// <summary>Botocore writes microseconds (.456000Z), the .NET SDK milliseconds (.456Z).</summary>
    private static string ShortTime(string text) => Microseconds().Replace(text, "$1Z");

    [GeneratedRegex(@"(:\d\d\.\d{3})000Z$")]
    private static partial Regex Microseconds();
}
