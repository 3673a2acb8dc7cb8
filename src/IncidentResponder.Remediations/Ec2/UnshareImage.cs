using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Evidence;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Takes an image and the snapshots behind it back from everybody, other accounts, organizations and their units.</summary>
internal sealed partial class UnshareImage(AwsClients aws) : Remediation<UnshareImage.State>(aws, UnshareImageJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/UnshareImage",
        Title = "Stop sharing image {target}",
        Why = "No other account can start the image or read the snapshots behind it any more.",
        TargetType = "AwsEc2Image",
        Resolves = ["ExternalAccess"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:DescribeImageAttribute", "ec2:DescribeImages", "ec2:DescribeSnapshotAttribute", "ec2:DescribeSnapshots"],
        Writes = ["ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute"],
        Scope = ["arn:{partition}:ec2:{region}::image/{id}", "arn:{partition}:ec2:{region}::snapshot/*"],
        BlastRadiusReads = ["ec2:DescribeInstances"],
        MayBreak =
            "Accounts that start instances from the image can't any more: golden images, Auto Scaling groups and pipelines of other accounts fail at their next start. " +
            "Instances that run stay, and copies that others made are not called back: look for CopyImage in CloudTrail, and change every secret that is in the image.",
        HowToVerify = "aws ec2 describe-image-attribute --image-id IMAGE --attribute launchPermission lists nobody, and so does aws ec2 describe-snapshot-attribute --attribute createVolumePermission for its snapshots.",
        HowToUndo =
            "Undo shares the image and its snapshots with the same again, and with everybody if they were public. " +
            "By hand: aws ec2 modify-image-attribute --image-id IMAGE --launch-permission Add=[{UserId=ACCOUNT}], and aws ec2 modify-snapshot-attribute for its snapshots.",
    };

    private SnapshotSharing Sharing => field ??= new(Aws.Ec2);

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (id, account) = (target.Resource.Id, target.Resource.Account);
        try
        {
            var image = (await Aws.Ec2.DescribeImagesAsync(new() { ImageIds = [id] }, cancel)).Images?.SingleOrDefault();
            if (image is null)
                return Missing(target);
            if (image.OwnerId != account.Value)
                return new Look<State>.Unusable($"Image {id} belongs to account {image.OwnerId}, not to {account} as the finding says; it is left alone.");

            var sharing = await Aws.Ec2.DescribeImageAttributeAsync(new() { ImageId = id, Attribute = ImageAttributeName.LaunchPermission }, cancel);
            var permissions = (sharing.ImageAttribute?.LaunchPermissions ?? [])
                .Select(one => SharingPermission.Of(one.Group?.Value, one.UserId, one.OrganizationArn, one.OrganizationalUnitArn));
            return new Look<State>.Usable(new([.. permissions.Order(StringComparer.Ordinal)], await SnapshotsAsync(image, cancel)))
            {
                Tags = (image.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value),
            };
        }
        catch (AmazonEC2Exception gone) when (gone.ErrorCode is "InvalidAMIID.NotFound" or "InvalidAMIID.Unavailable" or "InvalidAMIID.Malformed")
        {
            return Missing(target);
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new([], before.Snapshots.ToDictionary(one => one.Key, _ => (IReadOnlyList<string>)[]));

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted) =>
    [
        .. now.Permissions.Except(wanted.Permissions).OrderByDescending(one => one == SharingPermission.Everybody).Select(one => Change(target.Resource.Id, OperationType.Remove, one)),
        .. wanted.Permissions.Except(now.Permissions).Select(one => Change(target.Resource.Id, OperationType.Add, one)),
        .. wanted.Snapshots.Where(one => now.Snapshots.ContainsKey(one.Key)).SelectMany(one => Sharing.Toward(one.Key, now.Snapshots[one.Key], one.Value)),
    ];

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state)
    {
        var snapshots = state.Snapshots.Where(one => one.Value.Count > 0).Select(one => $" Its snapshot {one.Key} is shared with {string.Join(", ", one.Value)} (EC2).");
        var with = state.Permissions.Count == 0 ? "nobody" : string.Join(", ", state.Permissions);
        return $"Image {target.Resource.Id} is shared with {with} (EC2).{string.Concat(snapshots)}";
    }

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var request = new DescribeInstancesRequest { Filters = [new() { Name = "image-id", Values = [target.Resource.Id] }] };
        var own = 0;
        await foreach (var page in Aws.Ec2.Paginators.DescribeInstances(request).Responses.WithCancellation(cancel))
            own += (page.Reservations ?? []).Sum(reservation => reservation.Instances?.Count ?? 0);
        return [$"{own} instances of this account were started from {target.Resource.Id}; they stay. Those of other accounts can't be seen from here (EC2)."];
    }

    // Evidence is left alone, also when an image was made of it.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> SnapshotsAsync(Image image, CancellationToken cancel)
    {
        var ids = (image.BlockDeviceMappings ?? []).Select(one => one.Ebs?.SnapshotId).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var found = new Dictionary<string, IReadOnlyList<string>>();
        if (ids.Count == 0)
            return found;

        var answer = await Aws.Ec2.DescribeSnapshotsAsync(new() { Filters = [new() { Name = "snapshot-id", Values = ids }], OwnerIds = [image.OwnerId] }, cancel);
        var evidence = (answer.Snapshots ?? []).Where(one => one.Tags?.Any(tag => tag.Key == VolumeSnapshots.IncidentTag) is true).Select(one => one.SnapshotId).ToHashSet();
        var present = (answer.Snapshots ?? []).Select(one => one.SnapshotId).ToHashSet();
        foreach (var id in ids.Where(id => present.Contains(id) && !evidence.Contains(id)))
            found[id] = await Sharing.ReadAsync(id, cancel);
        return found;
    }

    private Change Change(string image, OperationType operation, string permission)
    {
        var (group, account, organization, unit) = SharingPermission.Parts(permission);
        var one = new LaunchPermission { Group = group, UserId = account, OrganizationArn = organization, OrganizationalUnitArn = unit };
        var request = new ModifyImageAttributeRequest
        {
            ImageId = image,
            LaunchPermission = operation == OperationType.Add ? new() { Add = [one] } : new() { Remove = [one] },
        };
        return new("ec2:ModifyImageAttribute", $"{image}: {operation} {permission}", stop => Aws.Ec2.ModifyImageAttributeAsync(request, stop));
    }

    private static Look<State>.Gone Missing(RemediationTarget target) =>
        new($"Image {target.Resource.Id} does not exist in account {target.Resource.Account}, {target.Resource.Region}; check whether it was deregistered after the finding, and whether it was copied before.");

    /// <summary>What is captured and put back.</summary>
    /// <param name="Permissions">With whom the image is shared, sorted: "group all", "account 111122223333", "organization arn:…".</param>
    /// <param name="Snapshots">With whom each snapshot behind it is shared.</param>
    internal sealed record State(IReadOnlyList<string> Permissions, IReadOnlyDictionary<string, IReadOnlyList<string>> Snapshots);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class UnshareImageJson : JsonSerializerContext;
}
