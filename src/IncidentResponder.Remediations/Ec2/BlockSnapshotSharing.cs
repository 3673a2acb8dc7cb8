using Amazon.EC2;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Blocks public sharing of every snapshot in a Region. The snapshots' own permissions are left as they are.</summary>
internal sealed class BlockSnapshotSharing(AwsClients aws) : AccountSetting(aws)
{
    private const string Unblocked = "unblocked";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/BlockSnapshotSharing",
        Title = "Block public sharing of snapshots in account {target}",
        Why = "Nobody outside reads a snapshot that is or will be public, whatever the snapshot's permissions say.",
        TargetType = "AwsAccount",
        Resolves = ["EC2.1", "EC2.182"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:GetSnapshotBlockPublicAccessState"],
        Writes = ["ec2:DisableSnapshotBlockPublicAccess", "ec2:EnableSnapshotBlockPublicAccess"],
        Scope = ["*"],
        MayBreak =
            "Snapshots that are public on purpose are hidden from everybody, in this Region. Sharing with named accounts goes on. " +
            "The permissions stay, so a public snapshot is public again once the block is lifted: stop sharing it as well.",
        HowToVerify = "aws ec2 get-snapshot-block-public-access-state says block-all-sharing.",
        HowToUndo =
            "Undo puts the block back as it was, which shows public snapshots to everybody again at once if there was none. " +
            "By hand: aws ec2 disable-snapshot-block-public-access, or aws ec2 enable-snapshot-block-public-access --state block-new-sharing.",
    };

    /// <inheritdoc/>
    protected override string SafeValue => "block-all-sharing";

    /// <inheritdoc/>
    protected override string Name => "The block of public snapshots";

    /// <inheritdoc/>
    protected override async Task<(string Value, string? ManagedBy)> ReadSettingAsync(RemediationTarget target, CancellationToken cancel)
    {
        var answer = await Aws.Ec2.GetSnapshotBlockPublicAccessStateAsync(new(), cancel);
        return (answer.State?.Value ?? Unblocked, answer.ManagedBy?.Value);
    }

    /// <inheritdoc/>
    protected override Change Set(RemediationTarget target, string value) => value == Unblocked
        ? new("ec2:DisableSnapshotBlockPublicAccess", Aws.Region, stop => Aws.Ec2.DisableSnapshotBlockPublicAccessAsync(new(), stop))
        : new("ec2:EnableSnapshotBlockPublicAccess", $"{Aws.Region}: {value}", stop => Aws.Ec2.EnableSnapshotBlockPublicAccessAsync(
            new() { State = SnapshotBlockPublicAccessState.FindValue(value) }, stop));
}
