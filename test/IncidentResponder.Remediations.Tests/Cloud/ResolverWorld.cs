using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A domain list of the DNS firewall and what refers to it, which moto lacks, kept and answered as AWS does.</summary>
public sealed class ResolverWorld
{
    private const string Id = "rslvr-fdl-1";

    /// <summary>The list's name.</summary>
    public string Name { get; set; } = "incident-responder-blocked-domains";

    /// <summary>Who manages the list; null for the account itself.</summary>
    public string? Manager { get; set; }

    /// <summary>What is in the list, with a closing dot as AWS shows it.</summary>
    public ImmutableSortedSet<string> Domains { get; set; } = ["placeholder.invalid."];

    /// <summary>"COMPLETE", "UPDATING", …</summary>
    public string Status { get; set; } = "COMPLETE";

    /// <summary>How many VPCs the rule group is associated with.</summary>
    public int Vpcs { get; set; } = 1;

    /// <summary>How often an update is refused because another one is going on.</summary>
    public int Conflicts { get; set; }

    public string? Answer(string call, string body)
    {
        if (!call.StartsWith("route53resolver:", StringComparison.Ordinal))
            return null;

        var asked = JsonNode.Parse(body)!.AsObject();
        return call["route53resolver:".Length..] switch
        {
            "ListFirewallDomainLists" => asked["NextToken"] is null
                ? """{"FirewallDomainLists":[{"Id":"rslvr-fdl-0","Arn":"arn:0","Name":"AWSManagedDomainsMalwareDomainList","ManagedOwnerName":"Route 53 Resolver DNS Firewall"}],"NextToken":"more"}"""
                : new JsonObject { ["FirewallDomainLists"] = new JsonArray(List()) }.ToJsonString(),
            "GetFirewallDomainList" => new JsonObject { ["FirewallDomainList"] = List() }.ToJsonString(),
            "ListFirewallDomains" => new JsonObject { ["Domains"] = new JsonArray([.. Domains.Select(domain => JsonValue.Create(domain))]) }.ToJsonString(),
            "ListFirewallRuleGroups" => """{"FirewallRuleGroups":[{"Id":"rslvr-frg-1","Name":"all"}]}""",
            "ListFirewallRules" => $$"""{"FirewallRules":[{"FirewallRuleGroupId":"rslvr-frg-1","FirewallDomainListId":"{{Id}}","Action":"{{(string?)asked["Action"]}}"}]}""",
            "ListFirewallRuleGroupAssociations" => new JsonObject { ["FirewallRuleGroupAssociations"] = new JsonArray([.. Enumerable.Range(0, Vpcs).Select(vpc => new JsonObject { ["VpcId"] = $"vpc-{vpc}" })]) }.ToJsonString(),
            "UpdateFirewallDomains" => Update((string)asked["Operation"]!, [.. asked["Domains"]!.AsArray().Select(domain => $"{(string)domain!}.")]),
            _ => throw new InvalidOperationException($"The DNS firewall does not know {call} here."),
        };
    }

    private JsonObject List() => new()
    {
        ["Id"] = Id,
        ["Arn"] = $"arn:aws:route53resolver:{Moto.Region}:{Moto.Account}:firewall-domain-list/{Id}",
        ["Name"] = Name,
        ["ManagedOwnerName"] = Manager,
        ["Status"] = Status,
    };

    private string Update(string operation, ImmutableSortedSet<string> domains)
    {
        if (Conflicts-- > 0)
            return """{"__type":"ConflictException","Message":"The domain list is being updated."}""";
        Domains = operation == "ADD" ? Domains.Union(domains) : Domains.Except(domains);
        return List().ToJsonString();
    }
}
