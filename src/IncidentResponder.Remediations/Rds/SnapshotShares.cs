using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentResponder.Remediations.Rds;

/// <summary>With whom a database snapshot is shared: what is captured and put back.</summary>
/// <param name="With">Account numbers, and "all" for everybody; sorted.</param>
internal sealed record SnapshotShares(IReadOnlyList<string> With)
{
    /// <summary>Everybody with an AWS account.</summary>
    public const string Everybody = "all";

    /// <summary>Of what it is a snapshot, in sentences.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Facts { get; init; } = [];
}
