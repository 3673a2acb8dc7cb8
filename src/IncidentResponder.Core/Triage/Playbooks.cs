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

    /// <summary>The playbook for a finding. Whatever is not known to be right to contain is only told.</summary>
    public static PlaybookChoice For(Finding finding)
    {
        if (finding.Sample)
            return Tell(finding, "The finding is a sample.");
        if (finding.Doubt is { } doubt)
            return Tell(finding, doubt);

        var matching = PlaybookTable.All.Where(one => Matches(one, finding)).Select(one => Choose(one, finding)).ToList();
        return matching.Find(choice => choice.Playbook != NotifyOnly) ?? matching.FirstOrDefault() ?? Tell(finding, $"There is no playbook for {finding.Type} of {finding.Source}: it is told to people and not acted on.");
    }

    // Anybody may import findings under a product of their own: types are believed of their producers, controls of Security Hub itself.
    private static bool Matches(Playbook playbook, Finding finding) => finding switch
    {
        { Source: "GuardDuty" or "Macie" or "AccessAnalyzer" } => playbook.Findings.Any(pattern => Wildcard.Matches(pattern, finding.Type)),
        { Source: "SecurityHub", ControlId: { } control } when SecurityHubProduct.IsSecurityHub(finding.ProductArn) => playbook.Findings.Contains(control),
        _ => false,
    };

    private static PlaybookChoice Choose(Playbook playbook, Finding finding)
    {
        var about = finding.Resources[0];
        return playbook.On switch
        {
            ActsOn.ActingInstance => OnInstance(playbook, finding, about),
            ActsOn.CredentialsOfInstance => PlanTargets.SessionInstance(finding) is { } instance
                ? new(playbook.Name, about, $"The credentials that {instance} got for its role were used as {finding.Type} describes.")
                : Tell(finding, "The finding does not name the instance whose credentials were used."),
            ActsOn.LongTermKey => OnKey(playbook, finding, about),
            ActsOn.User => OnUser(playbook, finding, about),
            ActsOn.Role => OnRole(playbook, finding, about),
            ActsOn.RemoteAddress => OnAddress(playbook, finding, about),
            ActsOn.Account => new(playbook.Name, about, $"{finding.Type} is about account {finding.Account} as a whole."),
            _ => PlanTargets.Of(playbook.ResourceType, finding, about) is { } resource
                ? new(playbook.Name, resource, $"{finding.Type} is about {resource.Id}.")
                : Tell(finding, $"The finding names no {playbook.ResourceType} that could be changed."),
        };
    }

    private static PlaybookChoice OnInstance(Playbook playbook, Finding finding, FindingResource target) => finding.Role switch
    {
        _ when target.Type != "AwsEc2Instance" => Tell(finding, $"The finding is about {target.Type} {target.Id}, not about an instance."),
        _ when !TargetIds.IsInstance(target.Id) => Tell(finding, $"'{target.Id}' is no instance id."),
        ResourceRole.Target => Tell(finding, $"It was done to {target.Id}: isolating it would finish the attacker's work."),
        ResourceRole.Unknown => Tell(finding, $"The finding does not say whether {target.Id} did it or suffered it."),
        _ => new(playbook.Name, target, $"{target.Id} itself acted as {finding.Type} describes."),
    };

    // GuardDuty marks the credentials of these findings as TARGET, the called API being what acted: the role says nothing here.
    private static PlaybookChoice OnKey(Playbook playbook, Finding finding, FindingResource target) => finding.Principal switch
    {
        null => Tell(finding, "The finding names no identity."),
        { Kind: "Root" } => Tell(finding, "The root user can't be contained by the responder; secure the account by hand."),
        { Kind: not "IAMUser" } principal => Tell(finding, $"The credentials belong to {principal.Kind} {principal.Name}, which is neither a user nor a role of the account."),
        { AccessKeyId: null } => Tell(finding, "The finding names no access key."),
        { AccessKeyId: { } key } when !TargetIds.IsLongTermKey(key) => Tell(finding, $"Key {key} is temporary, and ends by itself."),
        { Name: { } name } when TargetIds.IsUserName(name) && target.Type == "AwsIamAccessKey" =>
            new(playbook.Name, target, $"Key {target.Id} of user {name} was used as {finding.Type} describes."),
        _ => Tell(finding, "The finding does not name the key's user."),
    };

    private static PlaybookChoice OnUser(Playbook playbook, Finding finding, FindingResource target) =>
        PlanTargets.Of("AwsIamUser", finding, target) is { } user && finding.Principal?.AccessKeyId is { } key && TargetIds.IsTemporaryKey(key)
            ? new(playbook.Name, target, $"Temporary credentials of user {user.Id} were used as {finding.Type} describes.")
            : Tell(finding, "The finding names no user with temporary credentials.");

    private static PlaybookChoice OnRole(Playbook playbook, Finding finding, FindingResource target) =>
        PlanTargets.Of("AwsIamRole", finding, target) is { } role && (finding.Principal?.AccessKeyId is not { } key || TargetIds.IsTemporaryKey(key))
            ? new(playbook.Name, target, $"A session of role {role.Id} was used as {finding.Type} describes.")
            : Tell(finding, "The finding names no role with temporary credentials.");

    private static PlaybookChoice OnAddress(Playbook playbook, Finding finding, FindingResource target) =>
        finding is { Role: ResourceRole.Target, RemoteAddresses: [var address, ..] }
            ? new(playbook.Name, target, $"It came from {address} and was done to {target.Id}, which is not isolated for that.")
            : Tell(finding, "The finding names no address from which it came.");

    private static PlaybookChoice Tell(Finding finding, string why) => new(NotifyOnly, finding.Resources[0], why);
}
