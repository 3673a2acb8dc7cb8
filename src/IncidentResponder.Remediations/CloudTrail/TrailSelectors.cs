using Amazon.CloudTrail.Model;

namespace IncidentResponder.Remediations.CloudTrail;

/// <summary>What a trail records: its basic selectors, or its advanced ones.</summary>
/// <param name="Basic">Its basic selectors.</param>
/// <param name="Advanced">Its advanced selectors.</param>
internal sealed record TrailSelectors(IReadOnlyList<BasicSelector> Basic, IReadOnlyList<AdvancedSelector> Advanced)
{
    private const int MostBasic = 5;

    /// <summary>
    /// Whether a management event that changes something is left out. A trail without any selector records all; sources that basic
    /// selectors exclude by name (KMS, RDS Data API) are the owner's choice.
    /// </summary>
    public bool MissWrites => Basic.Count + Advanced.Count > 0 && !Basic.Any(one => one.RecordsWrites) && !Advanced.Any(one => one.RecordsWrites);

    /// <summary>The same with all management events.</summary>
    public TrailSelectors Widened() => Advanced.Count > 0
        ? this with { Advanced = [.. Advanced, AdvancedSelector.AllManagement] }
        : this with { Basic = Basic.Count < MostBasic ? [.. Basic, BasicSelector.AllManagement] : [BasicSelector.AllManagement with { Data = Basic[0].Data }, .. Basic.Skip(1)] };

    /// <summary>As CloudTrail shows them.</summary>
    public static TrailSelectors Of(GetEventSelectorsResponse answer) => new(
        [.. (answer.EventSelectors ?? []).Select(BasicSelector.Of)],
        [.. (answer.AdvancedEventSelectors ?? []).Select(AdvancedSelector.Of)]);

    /// <summary>Whether two say the same, in the same order.</summary>
    public bool IsSame(TrailSelectors other) => ToString() == other.ToString();

    /// <summary>For people: "All with management events; …".</summary>
    public override string ToString() => string.Join("; ", Basic.Select(one => one.ToString()).Concat(Advanced.Select(one => one.ToString())));

    /// <summary>As CloudTrail takes them.</summary>
    /// <param name="arn">The trail.</param>
    public PutEventSelectorsRequest ToRequest(string arn) => new()
    {
        TrailName = arn,
        EventSelectors = Advanced.Count > 0 ? null : [.. Basic.Select(one => one.ToSelector())],
        AdvancedEventSelectors = Advanced.Count > 0 ? [.. Advanced.Select(one => one.ToSelector())] : null,
    };
}
