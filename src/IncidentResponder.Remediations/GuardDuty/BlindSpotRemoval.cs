using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>
/// Switches off what hides GuardDuty's findings and was made or changed about the time of an incident: by the identity that its finding
/// names, or by anybody when it names none. Nothing is deleted, so that undoing brings back exactly what was.
/// </summary>
/// <param name="aws">The clients for the account and Region.</param>
internal abstract partial class BlindSpotRemoval(AwsClients aws) : Remediation<BlindSpots>(aws, BlindSpotJson.Default.BlindSpots)
{
    /// <summary>The calls that make or change them.</summary>
    protected abstract ImmutableArray<string> MakingCalls { get; }

    /// <summary>What they are called: "filter".</summary>
    protected abstract string Kind { get; }

    /// <summary>What they do to findings: "archives findings".</summary>
    protected abstract string Hiding { get; }

    /// <summary>Reads all of a detector, by name or id.</summary>
    protected abstract Task<ImmutableSortedDictionary<string, BlindSpot>> ReadAllAsync(string detector, CancellationToken cancel);

    /// <summary>Switches one.</summary>
    protected abstract Change Switch(string detector, string id, bool hides);

    /// <inheritdoc/>
    protected override async Task<Look<BlindSpots>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        // A Region has one detector at most.
        if ((await Aws.GuardDuty.ListDetectorsAsync(new(), cancel)).DetectorIds is not [var detector, ..])
            return new Look<BlindSpots>.Gone($"Account {target.Resource.Account} has no GuardDuty detector in {Aws.Region}, so no {Kind} hides anything there; turn GuardDuty on.");

        var all = await ReadAllAsync(detector, cancel);
        var look = await DetectionChanges.ReadAsync(Aws.CloudTrail, MakingCalls, target, cancel);
        if (look is not Look<ImmutableArray<DetectionChange>>.Usable { State: var found })
            return look.Instead<BlindSpots>();

        ImmutableArray<DetectionChange> changes = [.. found.Where(change => change.Detector == detector)];
        var suspect = changes.Where(change => change.ByTheAccused).Select(change => change.Subject).ToHashSet(StringComparer.Ordinal);
        var chosen = all.Where(one => suspect.Contains(one.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new Look<BlindSpots>.Usable(new(chosen) { Detector = detector, All = all, Changes = changes });
    }

    /// <inheritdoc/>
    protected override BlindSpots Contained(RemediationTarget target, BlindSpots before, DateTimeOffset at) => before.Opened();

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, BlindSpots now, BlindSpots wanted) =>
        now.Toward(wanted).Select(one => Switch(now.Detector, one.Id, one.Hides));

    /// <inheritdoc/>
    protected override BlindSpots AsTold(RemediationTarget target, BlindSpots now, BlindSpots known) => now.ChosenAs(known);

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, BlindSpots now, BlindSpots wanted) =>
        now.ChosenAs(wanted).Chosen.FirstOrDefault(one => one.Value.Changing) is { Key: { } id } ? $"GuardDuty is still switching {Kind} {id}." : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, BlindSpots state) => state.Chosen.IsEmpty
        ? $"No {Kind} of account {target.Resource.Account} in {Aws.Region} is known to come from what the incident is about (GuardDuty)."
        : string.Join(' ', state.Chosen.Select(one => $"{Titled} {one.Key} {(one.Value.Hides ? Hiding : "hides nothing")}: {Text(one.Value)} (GuardDuty)."));

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, BlindSpots state, CancellationToken cancel) => Task.FromResult<ImmutableArray<string>>(
    [
        .. state.Changes.Where(change => state.All.ContainsKey(change.Subject)).Select(change => string.Create(CultureInfo.InvariantCulture,
            $"{Titled} {change.Subject}: {change.Call} by {change.By} on {change.At:yyyy-MM-dd HH:mm} UTC (CloudTrail).")),
        .. state.All.Where(one => one.Value.Hides && !state.Chosen.ContainsKey(one.Key)).Select(one => state.Changes.Any(change => change.Subject == one.Key)
            ? $"{Titled} {one.Key} {Hiding} too and stays, for somebody else than the finding's identity changed it: look at it (GuardDuty)."
            : $"{Titled} {one.Key} {Hiding} too and stays: CloudTrail knows of no change of it since the day before the incident (GuardDuty)."),
    ]);

    private string Titled => char.ToUpperInvariant(Kind[0]) + Kind[1..];

    private static string Text(BlindSpot one) => string.Join(", ", one.Definition.Select(part => $"{part.Key} {part.Value}"));

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(BlindSpots))]
    private sealed partial class BlindSpotJson : JsonSerializerContext;
}
