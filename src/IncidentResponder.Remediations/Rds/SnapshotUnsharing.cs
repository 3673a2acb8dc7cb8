using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Rds;

/// <summary>Takes a database snapshot back from everybody and from every other account. Those of instances and of clusters have APIs of their own.</summary>
internal abstract partial class SnapshotUnsharing(AwsClients aws) : Remediation<SnapshotShares>(aws, SnapshotSharesJson.Default.SnapshotShares)
{
    /// <summary>The only attribute that snapshots have: who may restore from it.</summary>
    protected const string Restore = "restore";

    /// <summary>The IAM action by which sharing changes.</summary>
    protected abstract string Call { get; }

    /// <summary>"Snapshot" or "Cluster snapshot".</summary>
    protected abstract string Kind { get; }

    /// <summary>Adds some to those with whom it is shared, or removes some.</summary>
    protected abstract Task ShareAsync(string snapshot, List<string>? add, List<string>? remove, CancellationToken cancel);

    /// <inheritdoc/>
    protected override SnapshotShares Contained(RemediationTarget target, SnapshotShares before, DateTimeOffset at) => new([]);

    // Removing everybody leaves each account that is named, so that each is a change of its own.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, SnapshotShares now, SnapshotShares wanted)
    {
        var id = IdOf(target.Resource);
        foreach (var one in now.With.Except(wanted.With).OrderByDescending(one => one == SnapshotShares.Everybody))
            yield return new(Call, $"{id}: remove {one}", stop => ShareAsync(id, null, [one], stop));
        foreach (var one in wanted.With.Except(now.With))
            yield return new(Call, $"{id}: add {one}", stop => ShareAsync(id, [one], null, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, SnapshotShares state) => state.With.Count == 0
        ? $"{Kind} {target.Resource.Id} is shared with nobody (RDS)."
        : $"{Kind} {target.Resource.Id} is shared with {string.Join(", ", state.With.Select(one => one == SnapshotShares.Everybody ? "everybody" : $"account {one}"))} (RDS).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, SnapshotShares state, CancellationToken cancel) =>
        Task.FromResult(state.Facts);

    /// <summary>The snapshot's id: the end of an ARN cuts "rds:orders-2026-01-14" short.</summary>
    protected static string IdOf(FindingResource target) => target.Arn?.Split(':', 7) is [.., var id] && id.EndsWith(target.Id, StringComparison.Ordinal) ? id : target.Id;

    /// <summary>Why a snapshot is not touched; null when it may be.</summary>
    /// <param name="target">The finding's snapshot.</param>
    /// <param name="arn">Its ARN, as AWS shows it.</param>
    /// <param name="type">"manual", or how else it came about.</param>
    protected string? WhyNot(FindingResource target, string? arn, string? type) => (arn, type) switch
    {
        _ when !LiveDatabase.IsOf(target, arn) => LiveDatabase.Elsewhere(Kind, arn, target),
        (_, not "manual") => $"{Kind} {target.Id} is of type {type}, which can't be shared; look for manual copies of it and contain those.",
        _ => null,
    };

    /// <summary>The state that is captured, sorted.</summary>
    protected static SnapshotShares SharesOf(IEnumerable<string>? values, params IEnumerable<string> facts) =>
        new([.. (values ?? []).Distinct().Order(StringComparer.Ordinal)]) { Facts = [.. facts] };

    /// <summary>What people are told of the snapshot.</summary>
    protected static IEnumerable<string> FactsOf(string? database, DateTime? made, bool encrypted, string? key)
    {
        yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It holds the data of {database}, as of {made?.ToUniversalTime():yyyy-MM-dd} (RDS).");
        yield return encrypted
            ? $"It is encrypted under {key}; whoever it is shared with needs that key as well, so look at the key's policy and grants (RDS)."
            : "It is not encrypted: whoever it is shared with reads all of it (RDS).";
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(SnapshotShares))]
    private sealed partial class SnapshotSharesJson : JsonSerializerContext;
}
