using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.ConfigService;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Config;

/// <summary>Starts the account's stopped recorder of configurations. Undoing leaves it on.</summary>
internal sealed partial class StartRecorder(AwsClients aws) : Remediation<StartRecorder.State>(aws, StartRecorderJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Config/StartRecorder",
        Title = "Start Config's recorder in account {target} again",
        Why = "Changes of resources are recorded again, and rules see them.",
        TargetType = "AwsAccount",
        Resolves = ["Config.1"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["config:DescribeConfigurationRecorderStatus", "config:DescribeConfigurationRecorders", "config:DescribeDeliveryChannels"],
        Writes = ["config:StartConfigurationRecorder"],
        Scope = ["arn:{partition}:config:{region}:{account}:configuration-recorder/*"],
        MayBreak = "Nothing stops working; Config costs by what it records. What changed while it was stopped is not in the history. Rules are not judged anew by the start alone, but as resources change.",
        HowToVerify = "aws configservice describe-configuration-recorder-status says that recording is true and lastStatus is SUCCESS.",
        HowToUndo = "The recorder stays on. To stop it by hand: aws configservice stop-configuration-recorder --configuration-recorder-name NAME.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        // What an AWS service records for itself is the service's to start and stop.
        var recorders = await Aws.Config.DescribeConfigurationRecordersAsync(new(), cancel);
        var own = (recorders.ConfigurationRecorders ?? []).Where(recorder => string.IsNullOrEmpty(recorder.ServicePrincipal)).Select(recorder => recorder.Name).ToHashSet();
        var states = (await Aws.Config.DescribeConfigurationRecorderStatusAsync(new(), cancel)).ConfigurationRecordersStatus ?? [];
        var channels = (await Aws.Config.DescribeDeliveryChannelsAsync(new(), cancel)).DeliveryChannels ?? [];
        if (own.Count == 0)
            return new Look<State>.Unusable($"Account {target.Resource.Account} has no recorder in {Aws.Region}. Make one: aws configservice put-configuration-recorder --configuration-recorder name=default,roleARN=ROLE --recording-group allSupported=true.");
        if (channels.Count == 0)
            return new Look<State>.Unusable($"Config of account {target.Resource.Account} has no delivery channel in {Aws.Region}, without which no recorder starts. Make one: aws configservice put-delivery-channel --delivery-channel name=default,s3BucketName=BUCKET.");

        return new Look<State>.Usable(
            new(states.Where(state => own.Contains(state.Name)).ToImmutableSortedDictionary(state => state.Name, state => state.Recording is true, StringComparer.Ordinal))
            {
                Failure = states.Find(state => own.Contains(state.Name) && state.Recording is true && state.LastStatus == RecorderStatus.Failure)?.LastErrorCode,
            });
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new(before.Recording.ToImmutableSortedDictionary(recorder => recorder.Key, _ => true, StringComparer.Ordinal));

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted) =>
        wanted.Recording.Where(recorder => recorder.Value && now.Recording.TryGetValue(recorder.Key, out var on) && !on).Select(recorder => new Change(
            "config:StartConfigurationRecorder", recorder.Key, stop => Aws.Config.StartConfigurationRecorderAsync(new() { ConfigurationRecorderName = recorder.Key }, stop)));

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) =>
        before.Recording.Any(recorder => !recorder.Value && now.Recording.GetValueOrDefault(recorder.Key))
            ? $"Config's recorder stays on in {Aws.Region}, for without it nobody would see what comes next. {Description.HowToUndo}"
            : null;

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.Failure is { } failure
        ? $"Config's recorder is on and fails with {failure}; look at its role and at the bucket of its delivery channel."
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => string.Join(' ', state.Recording.Select(recorder =>
        $"Recorder {recorder.Key} of account {target.Resource.Account} in {Aws.Region} is {(recorder.Value ? "on" : "stopped")} (Config)."));

    /// <summary>What is captured.</summary>
    /// <param name="Recording">For each recorder, by its name, whether it records.</param>
    internal sealed record State(ImmutableSortedDictionary<string, bool> Recording)
    {
        /// <summary>With what the recorder last failed, if it did.</summary>
        [JsonIgnore]
        public string? Failure { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class StartRecorderJson : JsonSerializerContext;
}
