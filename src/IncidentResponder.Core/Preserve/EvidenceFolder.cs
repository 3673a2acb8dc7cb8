using System.Collections.Immutable;

namespace IncidentResponder.Core.Preserve;

/// <summary>An incident's evidence as it is found.</summary>
public sealed record EvidenceFolder
{
    /// <summary>The manifest's bytes.</summary>
    public required ReadOnlyMemory<byte> Manifest { get; init; }

    /// <summary>The signature's bytes; null when it is not there.</summary>
    public ReadOnlyMemory<byte>? Signature { get; init; }

    /// <summary>The public key beside it, PEM; null when it is not there.</summary>
    public string? PublicKeyPem { get; init; }

    /// <summary>Everything else that is there.</summary>
    public ImmutableArray<HeldFile> Files { get; init; } = [];
}
