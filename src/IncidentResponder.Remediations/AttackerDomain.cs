using IncidentResponder.Core.Triage;

namespace IncidentResponder.Remediations;

/// <summary>A domain name that an attacker uses, and which may be blocked with all names below it.</summary>
/// <param name="Name">The name, in small letters and without a closing dot.</param>
internal sealed record AttackerDomain(string Name)
{
    // What AWS and its tools are reached by, and what is nobody's on the internet.
    private static readonly string[] NeverBlocked =
        ["amazon.com", "amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "amazontrust.com", "api.aws", "arpa", "internal", "local", "on.aws"];

    /// <summary>Reads a finding's domain name; it says why when it is none to block.</summary>
    /// <param name="text">The name: "c2.example.com".</param>
    public static Look<AttackerDomain> Parse(string text)
    {
        var domain = new AttackerDomain(text.TrimEnd('.').ToLowerInvariant());
        if (!TargetIds.IsDomainName(domain.Name))
            return new Look<AttackerDomain>.Unusable($"\"{text}\" is no full domain name; look at the finding and block it by hand.");
        if (Array.Find(NeverBlocked, domain.IsUnder) is { } never)
            return new Look<AttackerDomain>.Unusable($"{domain.Name} is under {never} and is never blocked; find out from the finding what was asked for there.");

        // "co.uk": all who have registered a name below it would be blocked.
        return domain.Name.Split('.') is [{ Length: <= 3 }, { Length: 2 }]
            ? new Look<AttackerDomain>.Unusable($"{domain.Name} may be a registry's suffix under which many have names, and is not blocked as a whole; block the one name by hand.")
            : new Look<AttackerDomain>.Usable(domain);
    }

    /// <summary>Whether it is another name or below it.</summary>
    /// <param name="other">The other name.</param>
    public bool IsUnder(string other) => Name == other || Name.EndsWith('.' + other, StringComparison.Ordinal);
}
