using Amazon.SecurityHub;
using Amazon.SecurityHub.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Aws.Decide;

/// <summary>What Security Hub's answer says of a finding of GuardDuty's, of all that an event must agree with.</summary>
internal static class SecurityHubWord
{
    public const string By = "Security Hub";

    private const string Service = "aws/guardduty/service/";

    public static StandingFinding Of(AwsSecurityFinding held) => new()
    {
        By = By,
        Type = GuardDutyTypeName.Canonical(GuardDutyTypeName.FromAsff(
            held.FindingProviderFields?.Types?.FirstOrDefault() ?? held.Types?.FirstOrDefault() ?? "")),
        Account = held.AwsAccountId ?? "",
        Region = held.Region ?? "",
        State = StateOf(held),
        Role = RoleReader.From(Field(held, "resourceRole")),
        Sample = SampleMark.On(held.Title, held.Sample is true || Field(held, "additionalInfo/sample") is "true", Field(held, "additionalInfo/value")),
        Resources = [.. (held.Resources ?? []).Where(one => one.Type is not null && one.Id is not null).Select(one => (one.Type, BareId(one.Id)))],
    };

    private static FindingState StateOf(AwsSecurityFinding held) => held.Workflow?.Status?.Value switch
    {
        _ when held.RecordState == RecordState.ARCHIVED || Field(held, "archived") is "true" => FindingState.Archived,
        "SUPPRESSED" => FindingState.Suppressed,
        "RESOLVED" => FindingState.Resolved,
        "NOTIFIED" => FindingState.Notified,
        _ => FindingState.Active,
    };

    private static string? Field(AwsSecurityFinding held, string name) => held.ProductFields?.GetValueOrDefault(Service + name);

    // "arn:aws:ec2:eu-west-1:111122223333:instance/i-…" and "AWS::IAM::AccessKey:AKIA…".
    private static string BareId(string id) => id[(id.LastIndexOfAny([':', '/']) + 1)..];
}
