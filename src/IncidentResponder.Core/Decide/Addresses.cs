using System.Net;
using System.Net.Sockets;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads Internet addresses and networks as events and patterns write them.</summary>
internal static class Addresses
{
    /// <summary>The network of a <c>cidr</c>, such as 10.0.0.0/24 or 2001:db8::/32; its host bits don't count.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IPNetwork ReadNetwork(string text, string path)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2 || !TryRead(parts[0], out IPAddress address))
            throw EventPatternReader.Wrong(path, $"gives cidr '{text}', which is no network such as 10.0.0.0/24");
        int bits = address.GetAddressBytes().Length * 8;
        if (!int.TryParse(parts[1], out int length) || length < 0 || length > bits)
            throw EventPatternReader.Wrong(path, $"gives cidr '{text}', whose length isn't between 0 and {bits}");
        return new IPNetwork(Masked(address, length), length);
    }

    /// <summary>Reads an address. The short forms that sockets take, such as 10.1 for 10.0.0.1, are none.</summary>
    public static bool TryRead(string? text, out IPAddress address)
    {
        bool is4Or6 = IPAddress.TryParse(text, out IPAddress? read);
        address = read ?? IPAddress.None;
        return is4Or6 && (address.AddressFamily is AddressFamily.InterNetworkV6 || address.ToString() == text);
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            int kept = Math.Clamp(length - (at * 8), 0, 8);
            bytes[at] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
