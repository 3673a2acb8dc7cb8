using System.Text.Json.Serialization;
using Amazon.SecurityHub;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.SecurityHub;

/// <summary>Turns Security Hub on in a Region, without its default standards, which are the operator's to choose. Undoing leaves it on.</summary>
internal sealed partial class EnableHub(AwsClients aws) : Remediation<EnableHub.State>(aws, EnableHubJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "SecurityHub/EnableHub",
        Title = "Turn Security Hub on in account {target}",
        Why = "Findings of the account's detectors come together and reach the responder again.",
        TargetType = "AwsAccount",
        Resolves = [],
        Risk = Risk.Low,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["securityhub:DescribeHub"],
        Writes = ["securityhub:EnableSecurityHub"],
        Scope = ["arn:{partition}:securityhub:{region}:{account}:hub/default"],
        MayBreak = "Nothing stops working; Security Hub costs by findings and checks. Standards that were on before it was turned off do not come back: aws securityhub batch-enable-standards. Where Security Hub never was, make its role first: aws iam create-service-linked-role --aws-service-name securityhub.amazonaws.com.",
        HowToVerify = "aws securityhub describe-hub shows the hub; aws securityhub list-enabled-products-for-import shows whose findings it takes.",
        HowToUndo = "Security Hub stays on. To turn it off by hand: aws securityhub disable-security-hub.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        try
        {
            var hub = await Aws.SecurityHub.DescribeHubAsync(new(), cancel);
            return new Look<State>.Usable(new(hub.HubArn is not null));
        }
        catch (AmazonSecurityHubException off) when (off.ErrorCode is "InvalidAccessException" or "ResourceNotFoundException")
        {
            return new Look<State>.Usable(new(false));
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(true);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (wanted.Enabled && !now.Enabled)
            yield return new("securityhub:EnableSecurityHub", $"{Aws.Region}: EnableDefaultStandards=false", stop => Aws.SecurityHub.EnableSecurityHubAsync(
                new() { EnableDefaultStandards = false }, stop));
    }

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => now.Enabled && !before.Enabled
        ? $"Security Hub stays on in {Aws.Region}, for without it findings would not reach the responder. {Description.HowToUndo}"
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Security Hub of account {target.Resource.Account} in {Aws.Region} is {(state.Enabled ? "on" : "off")} (Security Hub).";

    /// <summary>What is captured.</summary>
    /// <param name="Enabled">Whether Security Hub is on.</param>
    internal sealed record State(bool Enabled);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class EnableHubJson : JsonSerializerContext;
}
