using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.CloudTrail;

/// <summary>Lets trails record all management events again whose selectors leave out those that change something, which hides an attacker from a trail that is on.</summary>
internal sealed partial class RestoreSelectors(AwsClients aws) : Remediation<RestoreSelectors.State>(aws, RestoreSelectorsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "CloudTrail/RestoreSelectors",
        Title = "Let the trails of account {target} record all management events",
        Why = "What is changed in the account is recorded again by trails that were on and blind.",
        TargetType = "AwsAccount",
        Resolves = ["CloudTrail.1"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["cloudtrail:DescribeTrails", "cloudtrail:GetEventSelectors"],
        Writes = ["cloudtrail:PutEventSelectors"],
        Scope = ["arn:{partition}:cloudtrail:*:{account}:trail/*"],
        MayBreak = "Nothing stops working. A trail that was made for data events alone records management events too, and a second copy of them costs. Trails of the organization belong to its management account and are left alone.",
        HowToVerify = "aws cloudtrail get-event-selectors --region HOME --trail-name ARN shows a selector with all management events.",
        HowToUndo = "Undo puts the selectors back exactly as they were. By hand: aws cloudtrail put-event-selectors --region HOME --trail-name ARN with --event-selectors or --advanced-event-selectors.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, TrailSelectors>(StringComparer.Ordinal);
        foreach (var trail in await Trails.OwnAsync(Aws, target, cancel))
            found[trail.TrailARN] = TrailSelectors.Of(await Trails.Home(Aws, trail.TrailARN).CloudTrail.GetEventSelectorsAsync(new() { TrailName = trail.TrailARN }, cancel));
        return found.Count == 0 ? new Look<State>.Unusable(Trails.None(target)) : new Look<State>.Usable(new(found.ToImmutable()));
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(before.Selectors.ToImmutableSortedDictionary(
        trail => trail.Key, trail => trail.Value.MissWrites ? trail.Value.Widened() : trail.Value, StringComparer.Ordinal));

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted) => wanted.Selectors
        .Where(trail => now.Selectors.TryGetValue(trail.Key, out var live) && !live.IsSame(trail.Value))
        .Select(trail => new Change("cloudtrail:PutEventSelectors", $"{trail.Key}: {trail.Value}", stop =>
            Trails.Home(Aws, trail.Key).CloudTrail.PutEventSelectorsAsync(trail.Value.ToRequest(trail.Key), stop)));

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => string.Join(' ', state.Selectors.Select(trail => trail.Value.MissWrites
        ? $"Trail {trail.Key} leaves out management events that change something: {trail.Value} (CloudTrail)."
        : $"Trail {trail.Key} records the management events that change something (CloudTrail)."));

    /// <summary>What is captured and put back.</summary>
    /// <param name="Selectors">For each trail, by its ARN, what it records.</param>
    internal sealed record State(ImmutableSortedDictionary<string, TrailSelectors> Selectors);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RestoreSelectorsJson : JsonSerializerContext;
}
