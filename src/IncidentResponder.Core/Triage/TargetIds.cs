using System.Text.RegularExpressions;

namespace IncidentResponder.Core.Triage;

/// <summary>Checks the ids that a containment would be given. An attacker may have chosen what a finding says.</summary>
public static partial class TargetIds
{
    /// <summary>"i-" and 8 or 17 hexadecimal digits.</summary>
    public static bool IsInstance(string id) => InstanceId().IsMatch(id);

    /// <summary>"AKIA" and 16 capitals or digits: a key that does not expire.</summary>
    public static bool IsLongTermKey(string id) => LongTermKey().IsMatch(id);

    /// <summary>"ASIA" and 16 capitals or digits: a key of a session, that ends by itself.</summary>
    public static bool IsTemporaryKey(string id) => TemporaryKey().IsMatch(id);

    /// <summary>A name that IAM allows for a user.</summary>
    public static bool IsUserName(string name) => UserName().IsMatch(name);

    /// <summary>A full domain name without a closing dot: "www.example.com".</summary>
    public static bool IsDomainName(string name) => name.Length <= 253 && DomainName().IsMatch(name);

    [GeneratedRegex(@"\A(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{0,58}[A-Za-z0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex DomainName();

    [GeneratedRegex(@"\Ai-(?:[0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstanceId();

    [GeneratedRegex(@"\AAKIA[A-Z0-9]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LongTermKey();

    [GeneratedRegex(@"\AASIA[A-Z0-9]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryKey();

    [GeneratedRegex(@"\A[A-Za-z0-9+=,.@_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();
}
