using System.Collections.Immutable;

namespace IncidentResponder.Core.Preserve;

/// <summary>What reading a manifest gave.</summary>
public abstract record ManifestReading
{
    private ManifestReading()
    {
    }

    /// <summary>The entries, whether or not their chain holds.</summary>
    public sealed record Read(ImmutableArray<ManifestEntry> Entries) : ManifestReading;

    /// <summary>It is no manifest.</summary>
    /// <param name="Why">A sentence that names the fault.</param>
    public sealed record Unreadable(string Why) : ManifestReading;
}
