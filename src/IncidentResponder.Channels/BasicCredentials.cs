using System.Net.Http.Headers;
using System.Text;

namespace IncidentResponder.Channels;

/// <summary>Credentials as RFC 7617 writes them.</summary>
internal static class BasicCredentials
{
    /// <summary>The header's value.</summary>
    internal static AuthenticationHeaderValue Of(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
