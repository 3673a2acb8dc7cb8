using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Turns the serial console off for a whole account and Region: it reaches instances that no group and no network ACL lets anybody reach.</summary>
internal sealed class DisableSerialConsole(AwsClients aws) : AccountSetting(aws)
{
    private const string On = "enabled";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/DisableSerialConsole",
        Title = "Turn the serial console off in account {target}",
        Why = "Nobody opens a console of an isolated instance past its network.",
        TargetType = "AwsAccount",
        Resolves = [],
        Risk = Risk.Low,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:GetSerialConsoleAccessStatus"],
        Writes = ["ec2:DisableSerialConsoleAccess", "ec2:EnableSerialConsoleAccess"],
        Scope = ["*"],
        MayBreak = "Nobody can repair an instance of this Region by its serial console, for example one that does not boot. A console that is open may stay open.",
        HowToVerify = "aws ec2 get-serial-console-access-status says that SerialConsoleAccessEnabled is false.",
        HowToUndo = "Undo turns it on again if it was on. By hand: aws ec2 enable-serial-console-access.",
    };

    /// <inheritdoc/>
    protected override string SafeValue => "disabled";

    /// <inheritdoc/>
    protected override string Name => "Access to serial consoles";

    /// <inheritdoc/>
    protected override async Task<(string Value, string? ManagedBy)> ReadSettingAsync(RemediationTarget target, CancellationToken cancel)
    {
        var answer = await Aws.Ec2.GetSerialConsoleAccessStatusAsync(new(), cancel);
        return (answer.SerialConsoleAccessEnabled is true ? On : SafeValue, answer.ManagedBy?.Value);
    }

    /// <inheritdoc/>
    protected override Change Set(RemediationTarget target, string value) => value == On
        ? new("ec2:EnableSerialConsoleAccess", Aws.Region, stop => Aws.Ec2.EnableSerialConsoleAccessAsync(new(), stop))
        : new("ec2:DisableSerialConsoleAccess", Aws.Region, stop => Aws.Ec2.DisableSerialConsoleAccessAsync(new(), stop));
}
