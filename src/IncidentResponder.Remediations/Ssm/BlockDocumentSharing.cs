using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ssm;

/// <summary>Blocks that documents of a Region are made public. Those that are public already stay so.</summary>
internal sealed class BlockDocumentSharing(AwsClients aws) : AccountSetting(aws)
{
    private const string SettingId = "/ssm/documents/console/public-sharing-permission";
    private const string NeverSet = "Default";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ssm/BlockDocumentSharing",
        Title = "Block public sharing of Systems Manager documents in account {target}",
        Why = "Nobody can make a document of the account public any more.",
        TargetType = "AwsAccount",
        Resolves = ["SSM.4", "SSM.7"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ssm:GetServiceSetting"],
        Writes = ["ssm:ResetServiceSetting", "ssm:UpdateServiceSetting"],
        Scope = [$"arn:{{partition}}:ssm:{{region}}:{{account}}:servicesetting{SettingId}"],
        MayBreak = "Who publishes documents from this Region can't any more. Documents that are public already stay public: stop sharing each.",
        HowToVerify = $"aws ssm get-service-setting --setting-id {SettingId} says Disable.",
        HowToUndo = $"Undo puts the setting back as it was. By hand: aws ssm reset-service-setting --setting-id {SettingId}.",
    };

    /// <inheritdoc/>
    protected override string SafeValue => "Disable";

    /// <inheritdoc/>
    protected override string Name => "Public sharing of documents";

    /// <inheritdoc/>
    protected override async Task<(string Value, string? ManagedBy)> ReadSettingAsync(RemediationTarget target, CancellationToken cancel)
    {
        var setting = (await Aws.Ssm.GetServiceSettingAsync(new() { SettingId = SettingId }, cancel)).ServiceSetting;
        return (setting.Status is NeverSet && setting.SettingValue != SafeValue ? NeverSet : setting.SettingValue, null);
    }

    /// <inheritdoc/>
    protected override Change Set(RemediationTarget target, string value) => value == NeverSet
        ? new("ssm:ResetServiceSetting", SettingId, stop => Aws.Ssm.ResetServiceSettingAsync(new() { SettingId = SettingId }, stop))
        : new("ssm:UpdateServiceSetting", $"{SettingId}: {value}", stop => Aws.Ssm.UpdateServiceSettingAsync(
            new() { SettingId = SettingId, SettingValue = value }, stop));
}
