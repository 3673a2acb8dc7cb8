using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Api;

/// <summary>Gives a long list page by page.</summary>
internal static class Page
{
    private const int Usual = 100;
    private const int Longest = 1000;

    /// <summary>Answers with the page that the call asks for.</summary>
    /// <param name="body">The call, whose maxResults and nextToken are read.</param>
    /// <param name="member">The answer's member for the list.</param>
    /// <param name="scope">What the list is of; a token is good for the same scope only.</param>
    /// <param name="all">The whole list.</param>
    /// <param name="show">Gives an entry as the answer shows it.</param>
    public static JsonObject Answer<T>(CallBody body, string member, string scope, IReadOnlyList<T> all, Func<T, JsonObject> show)
    {
        int size = (int)(JsonText.AsNumber(body.Json["maxResults"]) ?? 0);
        if (size is < 0 or > Longest)
            throw ApiFault.Invalid($"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to {Longest}");
        size = size == 0 ? Usual : size;
        int from = body.Text("nextToken") is { } token ? Offset(token, scope, all.Count) : 0;
        JsonObject answer = new() { [member] = new JsonArray([.. all.Skip(from).Take(size).Select(show)]) };
        if (from + size < all.Count)
            answer["nextToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{from + size} {scope}"));
        return answer;
    }

    /// <summary>A time as the protocol has it: seconds since 1970 with milliseconds.</summary>
    public static JsonNode Time(DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m);

    private static int Offset(string token, string scope, int count)
    {
        byte[] bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out int length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ', 2) is [var offset, var of]
            && of == scope
            && int.TryParse(offset, CultureInfo.InvariantCulture, out int from)
            && from >= 0 && from <= count)
            return from;
        throw new ApiFault("InvalidToken", "Invalid Token: 'Invalid token'");
    }
}
