using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>Chooses what would be done about a finding. The policy then says whether it is.</summary>
public static class Playbooks
{
    /// <summary>Take the instance out of service, keep it, and cut it from the network.</summary>
    public const string ContainInstance = "ContainInstance";

    /// <summary>Deactivate the access key and deny its user everything.</summary>
    public const string ContainAccessKey = "ContainAccessKey";

    /// <summary>Tell people; change nothing.</summary>
    public const string NotifyOnly = "NotifyOnly";

    /// <summary>Tell people what came in a flood, in one message.</summary>
    public const string Digest = "Digest";

    private static readonly string[] InstanceFindings =
    [
        "CryptoCurrency:EC2/*",
        "CryptoCurrency:Runtime/*",
        "Impact:EC2/BitcoinDomainRequest.Reputation",
        "Impact:EC2/PortSweep",
        "Impact:EC2/WinRMBruteForce",
        "Backdoor:EC2/*",
        "Trojan:EC2/*",
        "Recon:EC2/Portscan",
        "UnauthorizedAccess:EC2/TorClient",
        "UnauthorizedAccess:EC2/TorRelay",
        "UnauthorizedAccess:EC2/MetadataDNSRebind",
        "UnauthorizedAccess:EC2/SSHBruteForce",
        "UnauthorizedAccess:EC2/RDPBruteForce",
    ];

    private static readonly string[] CredentialFindings = ["UnauthorizedAccess:IAMUser/*", "*:IAMUser/AnomalousBehavior"];

    /// <summary>The playbook for a finding. Whatever is not known to be right to contain is only told.</summary>
    public static PlaybookChoice For(Finding finding) => finding switch
    {
        { Sample: true } => Tell(finding, "The finding is a sample."),
        { Doubt: { } doubt } => Tell(finding, doubt),
        not { Source: "GuardDuty" } => Tell(finding, $"Findings of {finding.Source} are told to people and never acted on."),
        _ when InstanceFindings.Any(pattern => Wildcard.Matches(pattern, finding.Type)) => ForInstance(finding),
        _ when CredentialFindings.Any(pattern => Wildcard.Matches(pattern, finding.Type)) => ForCredential(finding),
        _ => Tell(finding, $"There is no playbook that contains {finding.Type}."),
    };

    private static PlaybookChoice ForInstance(Finding finding)
    {
        var target = finding.Resources[0];
        return finding.Role switch
        {
            _ when target.Type != "AwsEc2Instance" => Tell(finding, $"The finding is about {target.Type} {target.Id}, not about an instance."),
            _ when !TargetIds.IsInstance(target.Id) => Tell(finding, $"'{target.Id}' is no instance id."),
            ResourceRole.Target => Tell(finding, $"It was done to {target.Id}: isolating it would finish the attacker's work."),
            ResourceRole.Unknown => Tell(finding, $"The finding does not say whether {target.Id} did it or suffered it."),
            _ => new(ContainInstance, target, $"{target.Id} itself acted as {finding.Type} describes."),
        };
    }

    // GuardDuty marks the credentials of these findings as TARGET, the called API being what acted: the role says nothing here.
    private static PlaybookChoice ForCredential(Finding finding)
    {
        var target = finding.Resources[0];
        return finding.Principal switch
        {
            null => Tell(finding, "The finding names no identity."),
            { Kind: "Root" } => Tell(finding, "The root user can't be contained by the responder; secure the account by hand."),
            { Kind: not "IAMUser" } principal =>
                Tell(finding, $"The credentials belong to {principal.Kind} {principal.Name}; only long-term keys of users are contained."),
            { AccessKeyId: { } key } when !TargetIds.IsLongTermKey(key) =>
                Tell(finding, $"Key {key} is temporary; only long-term keys of users are contained."),
            { AccessKeyId: null } => Tell(finding, "The finding names no access key."),
            { Name: { } name } when TargetIds.IsUserName(name) && target.Type == "AwsIamAccessKey" =>
                new(ContainAccessKey, target, $"Key {target.Id} of user {name} was used as {finding.Type} describes."),
            _ => Tell(finding, "The finding does not name the key's user."),
        };
    }

    private static PlaybookChoice Tell(Finding finding, string why) => new(NotifyOnly, finding.Resources[0], why);
}
