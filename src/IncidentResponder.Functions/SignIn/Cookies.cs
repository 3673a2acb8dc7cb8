using System.Collections.Immutable;

namespace IncidentResponder.Functions.SignIn;

/// <summary>
/// The two cookies: of a session, and of a sign-in that was begun. Their names' prefix makes browsers keep them only over TLS, for this
/// host alone and every path; scripts can't read them, and other sites' forms don't bring them along (RFC 6265bis §4.1.3).
/// </summary>
internal static class Cookies
{
    internal const string Session = "__Host-incident-session";

    internal const string Attempt = "__Host-incident-sign-in";

    /// <summary>Has the browser keep a value.</summary>
    internal static string Keep(string name, string value, TimeSpan duration) =>
        $"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={(long)duration.TotalSeconds}";

    /// <summary>Has the browser forget it.</summary>
    internal static string Forget(string name) => Keep(name, "", TimeSpan.Zero);

    /// <summary>The cookie's value; null when it is not there, or twice.</summary>
    internal static string? Find(ImmutableArray<string> cookies, string name)
    {
        string[] found = [.. cookies.Where(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal)).Select(cookie => cookie[(name.Length + 1)..])];
        return found is [{ Length: > 0 } only] ? only : null;
    }
}
