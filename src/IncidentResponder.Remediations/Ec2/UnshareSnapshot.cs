using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Evidence;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Takes a snapshot back from everybody and from every other account. Copies that others made of it stay theirs.</summary>
internal sealed partial class UnshareSnapshot(AwsClients aws) : Remediation<UnshareSnapshot.State>(aws, UnshareSnapshotJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/UnshareSnapshot",
        Title = "Stop sharing snapshot {target}",
        Why = "No other account can make volumes or copies of the snapshot any more.",
        TargetType = "AwsEc2Snapshot",
        Resolves = ["EC2.1", "ExternalAccess"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:DescribeSnapshotAttribute", "ec2:DescribeSnapshots"],
        Writes = ["ec2:ModifySnapshotAttribute"],
        Scope = ["arn:{partition}:ec2:{region}::snapshot/{id}"],
        BlastRadiusReads = ["ec2:DescribeImages", "ec2:DescribeVolumes"],
        MayBreak =
            "Accounts that restore from the snapshot, for backup or for another stage of a product, can't any more. What others copied or made from it while it was shared is not called back: " +
            "look for CopySnapshot and CreateVolume in CloudTrail, and change every secret that is on it. The grants of an encrypted snapshot's key stay; look at them too.",
        HowToVerify = "aws ec2 describe-snapshot-attribute --snapshot-id SNAPSHOT --attribute createVolumePermission lists nobody.",
        HowToUndo =
            "Undo shares the snapshot with the same accounts again, and with everybody if it was public. " +
            "By hand: aws ec2 modify-snapshot-attribute --snapshot-id SNAPSHOT --attribute createVolumePermission --operation-type add --user-ids ACCOUNT.",
    };

    private SnapshotSharing Sharing => field ??= new(Aws.Ec2);

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (id, account) = (target.Resource.Id, target.Resource.Account);
        try
        {
            var snapshot = (await Aws.Ec2.DescribeSnapshotsAsync(new() { SnapshotIds = [id] }, cancel)).Snapshots.Single();
            if (snapshot.OwnerId != account.Value)
                return new Look<State>.Unusable($"Snapshot {id} belongs to account {snapshot.OwnerId}, not to {account} as the finding says; it is left alone.");

            var tags = (snapshot.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value);
            return tags.TryGetValue(VolumeSnapshots.IncidentTag, out var incident)
                ? new Look<State>.Unusable($"Snapshot {id} is tagged as evidence of {incident}, and evidence is left alone; see by hand whether the tag is true: aws ec2 describe-snapshot-attribute --snapshot-id {id} --attribute createVolumePermission shows who may read it.")
                : new Look<State>.Usable(new(await Sharing.ReadAsync(id, cancel))) { Tags = tags };
        }
        catch (AmazonEC2Exception gone) when (gone.ErrorCode is "InvalidSnapshot.NotFound" or "InvalidSnapshotID.Malformed")
        {
            return new Look<State>.Gone($"Snapshot {id} does not exist in account {account}, {target.Resource.Region}; check whether it was deleted after the finding, and whether it was copied before.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new([]);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted) =>
        Sharing.Toward(target.Resource.Id, now.Permissions, wanted.Permissions);

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Permissions.Count == 0
        ? $"Snapshot {target.Resource.Id} is shared with nobody (EC2)."
        : $"Snapshot {target.Resource.Id} is shared with {string.Join(", ", state.Permissions)} (EC2).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var id = target.Resource.Id;
        var images = await Aws.Ec2.DescribeImagesAsync(new() { Owners = ["self"], Filters = [new() { Name = "block-device-mapping.snapshot-id", Values = [id] }] }, cancel);
        var volumes = await Aws.Ec2.DescribeVolumesAsync(new() { Filters = [new() { Name = "snapshot-id", Values = [id] }] }, cancel);
        return
        [
            .. (images.Images ?? []).Select(image => $"Image {image.ImageId} starts from {id}; an account that it is shared with can still start it (EC2)."),
            $"{volumes.Volumes?.Count ?? 0} volumes of this account were made from {id}; they stay as they are (EC2).",
        ];
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Permissions">With whom the snapshot is shared, sorted: "group all", "account 111122223333".</param>
    internal sealed record State(IReadOnlyList<string> Permissions);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class UnshareSnapshotJson : JsonSerializerContext;
}
