namespace IncidentResponder.Standins.Wire;

/// <summary>An endpoint on this machine or at a number: no host has a name below it, so that an account's number cannot go before it.</summary>
internal static class LocalEndpoint
{
    internal static bool Is(string? serviceUrl) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address)
        && (address.IsLoopback || address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6);
}
