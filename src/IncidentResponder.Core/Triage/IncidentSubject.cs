using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>
/// What an incident is about, for naming it: the identity behind a finding where there is one that can be told apart, else the resource.
/// It depends on the finding alone, so that findings join in whatever order they come.
/// </summary>
public static class IncidentSubject
{
    // IAM is one for all Regions, and so is what an identity does.
    private const string Everywhere = "aws-global";

    /// <summary>The subject.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="target">What its playbook would act on.</param>
    public static FindingResource Of(Finding finding, FindingResource target) => finding.Principal switch
    {
        // Anyone may name a session like an instance; in this type of finding GuardDuty has seen that the credentials are the instance's.
        not null when PlanTargets.SessionInstance(finding) is { } instance => target with { Type = "AwsEc2Instance", Id = instance, Arn = null },
        { Kind: "IAMUser", Name: { Length: > 0 } name } => Identity(finding, "AwsIamUser", name),
        { Kind: "AssumedRole" or "Role", Name: { Length: > 0 } name } => Identity(finding, "AwsIamRole", name),
        { Kind: "Root" } => Identity(finding, "AwsIamRoot", finding.Account.Value),
        _ when target.Type == "AwsIamUser" => Identity(finding, target.Type, target.Id),
        _ => target,
    };

    private static FindingResource Identity(Finding finding, string type, string name) =>
        new() { Type = type, Id = name, Account = finding.Account, Region = Everywhere };
}
