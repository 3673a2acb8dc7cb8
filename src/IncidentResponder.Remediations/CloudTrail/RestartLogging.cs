using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.CloudTrail;

/// <summary>Starts the account's stopped trails again, each in its home Region. Undoing leaves them on: nobody is served by blindness.</summary>
internal sealed partial class RestartLogging(AwsClients aws) : Remediation<RestartLogging.State>(aws, RestartLoggingJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "CloudTrail/RestartLogging",
        Title = "Start the stopped trails of account {target} again",
        Why = "What is done in the account is recorded again.",
        TargetType = "AwsAccount",
        Resolves = ["Stealth:IAMUser/CloudTrailLoggingDisabled", "CloudTrail.1", "CloudTrail.4", "CloudTrail.5"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus"],
        Writes = ["cloudtrail:StartLogging"],
        Scope = ["arn:{partition}:cloudtrail:*:{account}:trail/*"],
        MayBreak = "Nothing stops working. A trail that its owner had stopped on purpose writes and costs again. What happened while a trail was stopped is not in it: ask the event history. Trails of the organization belong to its management account and are left alone.",
        HowToVerify = "aws cloudtrail get-trail-status --region HOME --name ARN says that IsLogging is true, has no LatestDeliveryError and a LatestDeliveryTime after the start. aws cloudtrail get-event-selectors and describe-trails show whether its selectors, bucket and key are still your own.",
        HowToUndo = "The trails stay on. To stop one by hand: aws cloudtrail stop-logging --region HOME --name ARN.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var logging = ImmutableSortedDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        var errors = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var trail in await Trails.OwnAsync(Aws, target, cancel))
        {
            var status = await Trails.Home(Aws, trail.TrailARN).CloudTrail.GetTrailStatusAsync(new() { Name = trail.TrailARN }, cancel);
            logging[trail.TrailARN] = status.IsLogging is true;
            if (status is { IsLogging: true, LatestDeliveryError: { Length: > 0 } error })
                errors[trail.TrailARN] = error;
        }

        return logging.Count == 0
            ? new Look<State>.Unusable(Trails.None(target))
            : new Look<State>.Usable(new(logging.ToImmutable()) { Errors = errors.ToImmutable() });
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new(before.Logging.ToImmutableSortedDictionary(trail => trail.Key, _ => true, StringComparer.Ordinal));

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted) =>
        wanted.Logging.Where(trail => trail.Value && now.Logging.TryGetValue(trail.Key, out var on) && !on).Select(trail => Start(trail.Key));

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) =>
        before.Logging.FirstOrDefault(trail => !trail.Value && now.Logging.GetValueOrDefault(trail.Key)) is { Key: { } started }
            ? $"Trail {started} stays on, for a trail that is stopped again would hide what comes next. {Description.HowToUndo}"
            : null;

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.Errors.FirstOrDefault() is { Key: { } trail, Value: var error }
        ? $"Trail {trail} is on and can't deliver: {error}. Look at the policies of its bucket and its key."
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => string.Join(' ', state.Logging.Select(trail =>
        $"Trail {trail.Key} is {(trail.Value ? "on" : "stopped")}{(state.Errors.TryGetValue(trail.Key, out var error) ? $" and can't deliver: {error}" : "")} (CloudTrail)."));

    private Change Start(string arn) => new("cloudtrail:StartLogging", arn, stop =>
        Trails.Home(Aws, arn).CloudTrail.StartLoggingAsync(new() { Name = arn }, stop));

    /// <summary>What is captured.</summary>
    /// <param name="Logging">For each trail, by its ARN, whether it records.</param>
    internal sealed record State(ImmutableSortedDictionary<string, bool> Logging)
    {
        /// <summary>Why a trail's newest log could not be delivered, where it could not.</summary>
        [JsonIgnore]
        public ImmutableSortedDictionary<string, string> Errors { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RestartLoggingJson : JsonSerializerContext;
}
