using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>Finds what a remediation would act on: among a finding's resources, or what its identity, its addresses and its account stand for.</summary>
public static class PlanTargets
{
    /// <summary>The type of an address from which something was tried; Security Hub has no name for it.</summary>
    public const string RemoteAddress = "RemoteAddress";

    /// <summary>The type of a domain name that was asked for; Security Hub has no name for it.</summary>
    public const string RemoteDomain = "RemoteDomain";

    /// <summary>The target of a type; null when the finding names none.</summary>
    /// <param name="type">The type in Security Hub's spelling.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="about">The resource that its incident is about, which comes first.</param>
    public static FindingResource? Of(string type, Finding finding, FindingResource about) =>
        about.Type == type && Suits(about, finding) ? about : finding.Resources.FirstOrDefault(resource => resource.Type == type && Suits(resource, finding)) ?? Implied(type, finding);

    /// <summary>The instance whose role's credentials a finding says were used elsewhere; null when it says none.</summary>
    public static string? SessionInstance(Finding finding) =>
        finding.Type.Contains("InstanceCredentialExfiltration", StringComparison.Ordinal)
        && finding.Principal?.PrincipalId?.Split(':') is [_, var session] && TargetIds.IsInstance(session)
            ? session
            : null;

    // A temporary key can't be deactivated, and an id that can be none was made up.
    private static bool Suits(FindingResource resource, Finding finding) => resource.Type switch
    {
        "AwsIamAccessKey" => TargetIds.IsLongTermKey(resource.Id) && finding.Principal is { Kind: "IAMUser" },
        "AwsEc2Instance" => TargetIds.IsInstance(resource.Id),
        _ => true,
    };

    private static FindingResource? Implied(string type, Finding finding) => (type, finding.Principal) switch
    {
        ("AwsEc2Instance", _) when SessionInstance(finding) is { } instance => Named(type, instance, finding),
        ("AwsIamUser", { Kind: "IAMUser", Name: { } user }) when TargetIds.IsUserName(user) => Named(type, user, finding),
        ("AwsIamRole", { Kind: "AssumedRole" or "Role", Name: { } role }) when TargetIds.IsUserName(role) => Named(type, role, finding),
        ("AwsAccount", _) => Named(type, finding.Account.Value, finding),
        (RemoteAddress, _) when finding.RemoteAddresses is [var address, ..] => Named(type, address, finding),
        (RemoteDomain, _) when finding.RemoteDomains is [var domain, ..] => Named(type, domain, finding),
        _ => null,
    };

    private static FindingResource Named(string type, string id, Finding finding) =>
        new() { Type = type, Id = id, Account = finding.Account, Region = finding.Region };
}
