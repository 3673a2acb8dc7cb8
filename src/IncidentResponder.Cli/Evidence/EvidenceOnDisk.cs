using System.Security.Cryptography;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Cli.Evidence;

/// <summary>Evidence that somebody fetched into a folder.</summary>
internal static class EvidenceOnDisk
{
    /// <summary>Reads the folder, or its folder "evidence"; null when neither has a manifest.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static EvidenceFolder? Read(string path)
    {
        string[] places = [path, Path.Combine(path, "evidence")];
        return Array.Find(places, place => File.Exists(Path.Combine(place, EvidenceManifest.FileName))) is { } folder ? In(folder) : null;
    }

    private static EvidenceFolder In(string folder)
    {
        string[] own = [EvidenceManifest.FileName, EvidenceManifest.SignatureName, EvidenceManifest.KeyName];
        var others = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(one => !own.Contains(one.Name)).OrderBy(one => one.Name, StringComparer.Ordinal);
        return new()
        {
            Manifest = File.ReadAllBytes(Path.Combine(folder, EvidenceManifest.FileName)),
            Signature = Optional(folder, EvidenceManifest.SignatureName) is { } signature ? File.ReadAllBytes(signature) : (ReadOnlyMemory<byte>?)null,
            PublicKeyPem = Optional(folder, EvidenceManifest.KeyName) is { } key ? File.ReadAllText(key) : null,
            Files = [.. others.Select(one => Held(one.File, one.Name))],
        };
    }

    private static string? Optional(string folder, string name) => Path.Combine(folder, name) is var file && File.Exists(file) ? file : null;

    private static HeldFile Held(string file, string name)
    {
        using var content = File.OpenRead(file);
        return new(name, "", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
