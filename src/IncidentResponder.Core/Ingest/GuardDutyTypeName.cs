namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Gives GuardDuty's own name of a finding type back from the one it has in Security Hub's format, where "/" became "-" and,
/// for some families, the threat purpose moved. Source: GuardDuty user guide, "Integrating with AWS Security Hub".
/// </summary>
public static class GuardDutyTypeName
{
    /// <summary>The native name: "TTPs/Command and Control/CryptoCurrency:EC2-BitcoinTool.B" gives "CryptoCurrency:EC2/BitcoinTool.B".</summary>
    public static string FromAsff(string type)
    {
        var parts = type.Split('/');
        for (var index = 1; index < parts.Length; index++)
        {
            if (parts[index].Contains(':', StringComparison.Ordinal))
                return WithPurpose(parts[index - 1], string.Join('/', parts[index..]));
        }

        // TTPs/Credential Access/IAMUser-AnomalousBehavior and TTPs/Discovery/RDS-TorIPCaller: the purpose is the tactic.
        return parts.Length == 3 && parts[2].Split('-', 2) is [var resource, var threat]
            ? $"{Joined(parts[1])}:{resource}/{threat}"
            : type;
    }

    /// <summary>GuardDuty's own name as it should be: some exports write "Recon:EC2 PortProbe" for "Recon:EC2/PortProbe".</summary>
    public static string Canonical(string type)
    {
        var colon = type.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !type.Contains('/', StringComparison.Ordinal) ? Native(type) : type;
    }

    private static string WithPurpose(string tactic, string name) => tactic switch
    {
        // TTPs/DefenseEvasion/EC2:Unusual-DNS-Resolver
        "DefenseEvasion" when name.StartsWith("EC2:", StringComparison.Ordinal) =>
            $"DefenseEvasion:EC2/{name[4..].Replace("-", "", StringComparison.Ordinal)}",

        // TTPs/AnomalousBehavior/CredentialAccess:Kubernetes-SecretsAccessed
        "AnomalousBehavior" when Native(name).Split('/', 2) is [var resource, var threat] => $"{resource}/AnomalousBehavior.{threat}",
        _ => Native(name),
    };

    /// <summary>"Trojan:EC2-DropPoint!DNS" gives "Trojan:EC2/DropPoint!DNS"; "PenTest:IAMUser/KaliLinux" stays; some early findings have a dot.</summary>
    private static string Native(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var separator = name.IndexOfAny(['-', '/', ' '], colon + 1);
        if (separator < 0)
            separator = name.IndexOf('.', colon + 1);

        return separator < 0 ? name : $"{name[..separator]}/{name[(separator + 1)..]}";
    }

    private static string Joined(string tactic) => tactic.Replace(" ", "", StringComparison.Ordinal);
}
