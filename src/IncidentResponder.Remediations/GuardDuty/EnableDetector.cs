using System.Text.Json.Serialization;
using Amazon.GuardDuty;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>
/// Turns GuardDuty on in a Region: its detector when it is suspended, a new one when there is none. A suspended one keeps its findings,
/// its features and how often it publishes. Undoing leaves it on.
/// </summary>
internal sealed partial class EnableDetector(AwsClients aws) : Remediation<EnableDetector.State>(aws, EnableDetectorJson.Default.State)
{
    private const string None = "none";
    private const string Enabled = "enabled";
    private const string Suspended = "suspended";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "GuardDuty/EnableDetector",
        Title = "Turn GuardDuty on in account {target}",
        Why = "Threats in the account are detected again.",
        TargetType = "AwsAccount",
        Resolves = ["GuardDuty.1"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["guardduty:GetDetector", "guardduty:ListDetectors"],
        Writes = ["guardduty:CreateDetector", "guardduty:UpdateDetector"],

        // A new detector has no ARN yet.
        Scope = ["*"],
        MayBreak = "Nothing stops working; GuardDuty costs by what it reads. A deleted detector's findings are lost, and the new one has another id and no filters, lists and members: an administrator account has to invite or add it again. Where GuardDuty never was, make its role first: aws iam create-service-linked-role --aws-service-name guardduty.amazonaws.com.",
        HowToVerify = "aws guardduty list-detectors, then aws guardduty get-detector --detector-id ID says ENABLED and shows each feature. Filters that archive and lists of trusted addresses blind an enabled detector: aws guardduty list-filters, aws guardduty list-ip-sets.",
        HowToUndo = "GuardDuty stays on. To suspend it by hand: aws guardduty update-detector --detector-id ID --no-enable.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        // A Region has one detector at most.
        var detectors = await Aws.GuardDuty.ListDetectorsAsync(new(), cancel);
        if (detectors.DetectorIds is not [var id, ..])
            return new Look<State>.Usable(new(None));

        var detector = await Aws.GuardDuty.GetDetectorAsync(new() { DetectorId = id }, cancel);
        return new Look<State>.Usable(new(detector.Status == DetectorStatus.ENABLED ? Enabled : Suspended) { Id = id });
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(Enabled);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (wanted.Detector == Enabled && now.Detector == Suspended)
            yield return new("guardduty:UpdateDetector", $"{Aws.Region}: Enable=true", stop => Aws.GuardDuty.UpdateDetectorAsync(
                new() { DetectorId = now.Id, Enable = true }, stop));
        else if (wanted.Detector == Enabled && now.Detector == None)
            yield return new("guardduty:CreateDetector", $"{Aws.Region}: Enable=true, FindingPublishingFrequency=FIFTEEN_MINUTES", stop => Aws.GuardDuty.CreateDetectorAsync(
                new() { Enable = true, FindingPublishingFrequency = FindingPublishingFrequency.FIFTEEN_MINUTES }, stop));
    }

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => now.Detector == Enabled && before.Detector != Enabled
        ? $"GuardDuty stays on in {Aws.Region}, for without it nobody would see what comes next. {Description.HowToUndo}"
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Detector == None
        ? $"Account {target.Resource.Account} has no detector in {Aws.Region} (GuardDuty)."
        : $"The detector of account {target.Resource.Account} in {Aws.Region} is {state.Detector} (GuardDuty).";

    /// <summary>What is captured.</summary>
    /// <param name="Detector">"enabled", "suspended" or "none".</param>
    internal sealed record State(string Detector)
    {
        /// <summary>The detector's id, if there is one.</summary>
        [JsonIgnore]
        public string? Id { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class EnableDetectorJson : JsonSerializerContext;
}
