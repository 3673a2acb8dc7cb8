using System.Text.Json.Serialization;
using Amazon.EC2.Model;
using IncidentResponder.Remediations.Evidence;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>A rule of a security group that lets everybody of one address family in.</summary>
/// <param name="Protocol">"tcp", "udp", another protocol's name or number, or "-1" for all.</param>
/// <param name="From">The first port; -1 where the protocol has none.</param>
/// <param name="To">The last port; -1 where the protocol has none.</param>
/// <param name="Source">"0.0.0.0/0" or "::/0".</param>
/// <param name="Description">What its owner wrote beside it.</param>
/// <param name="Tags">Its tags, but for AWS's own; null when it has none.</param>
internal sealed record OpenRule(string Protocol, int From, int To, string Source, string? Description, IReadOnlyDictionary<string, string>? Tags)
{
    /// <summary>Every IPv4 address.</summary>
    public const string EveryV4 = "0.0.0.0/0";

    /// <summary>Every IPv6 address.</summary>
    public const string EveryV6 = "::/0";

    private const string All = "-1";
    private const int LastPort = 65535;
    private static readonly int[] AdministrationPorts = [22, 3389];

    /// <summary>Its id, by which it is revoked: a rule that is put back has another one.</summary>
    [JsonIgnore]
    public string? RuleId { get; init; }

    /// <summary>By what EC2 tells rules apart: the description is no part of it.</summary>
    [JsonIgnore]
    public string Key => Protocol switch
    {
        All => $"all traffic from {Source}",
        _ when From < 0 => $"{Protocol} from {Source}",
        _ => $"{Protocol} {(From == To ? $"{From}" : $"{From}-{To}")} from {Source}",
    };

    /// <summary>Whether SSH or remote desktop can be reached by it.</summary>
    [JsonIgnore]
    public bool Exposes => Protocol == All || HasPorts && AdministrationPorts.Any(port => From <= port && port <= To);

    private bool HasPorts => Protocol is "tcp" or "udp";

    /// <summary>The rule as EC2 shows it; null when it lets in others than everybody.</summary>
    public static OpenRule? Of(SecurityGroupRule rule)
    {
        if (rule.IsEgress is true || (rule.CidrIpv4 ?? rule.CidrIpv6) is not (EveryV4 or EveryV6))
            return null;

        var tags = (rule.Tags ?? []).Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal))
            .OrderBy(tag => tag.Key, StringComparer.Ordinal).ToDictionary(tag => tag.Key, tag => tag.Value);
        var protocol = rule.IpProtocol switch { "6" => "tcp", "17" => "udp", var other => other };
        var everyPort = protocol is "tcp" or "udp" && rule.FromPort is null or < 0;
        return new(protocol, everyPort ? 0 : rule.FromPort ?? -1, everyPort ? LastPort : rule.ToPort ?? -1, rule.CidrIpv4 ?? rule.CidrIpv6,
            rule.Description is "" ? null : rule.Description, tags.Count == 0 ? null : tags)
        {
            RuleId = rule.SecurityGroupRuleId,
        };
    }

    /// <summary>What is left of it without the administration ports, as rules of the same source. Of all traffic, that is TCP, UDP and ICMP.</summary>
    /// <param name="incident">The incident, with which the parts are tagged.</param>
    public IEnumerable<OpenRule> WithoutAdministration(string incident)
    {
        var tagged = this with { RuleId = null, Tags = new Dictionary<string, string>(Tags ?? new Dictionary<string, string>()) { [VolumeSnapshots.IncidentTag] = incident } };
        if (Protocol != All)
            return tagged.Gaps();

        return
        [
            .. (tagged with { Protocol = "tcp", From = 0, To = LastPort }).Gaps(),
            .. (tagged with { Protocol = "udp", From = 0, To = LastPort }).Gaps(),
            tagged with { Protocol = Source == EveryV6 ? "icmpv6" : "icmp", From = -1, To = -1 },
        ];
    }

    /// <summary>Whether everything that another rule lets in gets in by this one too.</summary>
    public bool Covers(OpenRule other) => Source == other.Source
        && (Protocol == All || (Protocol == other.Protocol && (!HasPorts || (From <= other.From && other.To <= To))));

    /// <summary>As EC2 takes it.</summary>
    public IpPermission ToPermission()
    {
        var permission = new IpPermission { IpProtocol = Protocol };
        if (Protocol != All)
            (permission.FromPort, permission.ToPort) = (From, To);
        if (Source == EveryV4)
            permission.Ipv4Ranges = [new() { CidrIp = Source, Description = Description }];
        else
            permission.Ipv6Ranges = [new() { CidrIpv6 = Source, Description = Description }];
        return permission;
    }

    private IEnumerable<OpenRule> Gaps()
    {
        var from = From;
        foreach (var port in AdministrationPorts.Where(port => From <= port && port <= To))
        {
            if (from < port)
                yield return this with { From = from, To = port - 1 };
            from = port + 1;
        }

        if (from <= To)
            yield return this with { From = from };
    }
}
