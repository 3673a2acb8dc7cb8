using Amazon.EC2;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Blocks that images of a Region are made public from now on. Those that are public stay so.</summary>
internal sealed class BlockImageSharing(AwsClients aws) : AccountSetting(aws)
{
    private const string Unblocked = "unblocked";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/BlockImageSharing",
        Title = "Block public sharing of images in account {target}",
        Why = "Nobody can make an image of the account public any more.",
        TargetType = "AwsAccount",
        Resolves = [],
        Risk = Risk.Low,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:GetImageBlockPublicAccessState"],
        Writes = ["ec2:DisableImageBlockPublicAccess", "ec2:EnableImageBlockPublicAccess"],
        Scope = ["*"],
        MayBreak =
            "Pipelines that publish images fail at that, in this Region. Images that are public already stay public: stop sharing each. " +
            "EC2 takes up to 10 minutes to bring it about, so the first look may still find it unblocked.",
        HowToVerify = "aws ec2 get-image-block-public-access-state says block-new-sharing.",
        HowToUndo = "Undo puts the setting back as it was. By hand: aws ec2 disable-image-block-public-access.",
    };

    /// <inheritdoc/>
    protected override string SafeValue => "block-new-sharing";

    /// <inheritdoc/>
    protected override string Name => "The block of public images";

    /// <inheritdoc/>
    protected override async Task<(string Value, string? ManagedBy)> ReadSettingAsync(RemediationTarget target, CancellationToken cancel)
    {
        var answer = await Aws.Ec2.GetImageBlockPublicAccessStateAsync(new(), cancel);
        return (answer.ImageBlockPublicAccessState ?? Unblocked, answer.ManagedBy?.Value);
    }

    /// <inheritdoc/>
    protected override Change Set(RemediationTarget target, string value) => value == Unblocked
        ? new("ec2:DisableImageBlockPublicAccess", Aws.Region, stop => Aws.Ec2.DisableImageBlockPublicAccessAsync(new(), stop))
        : new("ec2:EnableImageBlockPublicAccess", $"{Aws.Region}: {value}", stop => Aws.Ec2.EnableImageBlockPublicAccessAsync(
            new() { ImageBlockPublicAccessState = ImageBlockPublicAccessEnabledState.FindValue(value) }, stop));
}
