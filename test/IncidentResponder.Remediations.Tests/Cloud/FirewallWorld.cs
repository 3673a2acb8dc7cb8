using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>Network Firewall's rule groups, policies and flow operations, which moto lacks, kept and answered as AWS does.</summary>
public sealed class FirewallWorld
{
    private const string Arns = $"arn:aws:network-firewall:{Moto.Region}:{Moto.Account}:";

    private readonly Dictionary<string, (JsonObject Group, int Version)> _groups = [];
    private readonly List<(string Firewall, string Zone, JsonNode Filters)> _flushes = [];

    /// <summary>Names of firewalls, each with its zones.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Firewalls { get; set; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>How the policy that all firewalls have refers to its groups: "" or "DROP_TO_ALERT".</summary>
    public string Override { get; set; } = "";

    /// <summary>"IN_SYNC" or "PENDING".</summary>
    public string Sync { get; set; } = "IN_SYNC";

    /// <summary>What happens in the cloud just before an update arrives.</summary>
    public Action BeforeUpdate { get; set; } = () => { };

    /// <summary>Each flush: firewall, zone and filters.</summary>
    public ImmutableArray<string> Flushes => [.. _flushes.Select(one => $"{one.Firewall[Arns.Length..]} {one.Zone} {one.Filters.ToJsonString()}")];

    /// <summary>Puts a rule group there, as AWS describes it, in place of what there was.</summary>
    public void Put(string name, string group) => _groups[name] = (JsonNode.Parse(group)!.AsObject(), _groups.GetValueOrDefault(name).Version + 1);

    public void Delete(string name) => _groups.Remove(name);

    /// <summary>The group's rules; "none" when there is none.</summary>
    public string Look(string name) => _groups.TryGetValue(name, out var found) ? Sorted(found.Group) : "none";

    public string? Answer(string call, string body)
    {
        if (!call.StartsWith("network-firewall:", StringComparison.Ordinal))
            return null;

        var asked = JsonNode.Parse(body)!.AsObject();
        return call["network-firewall:".Length..] switch
        {
            "DescribeRuleGroup" => Describe((string)asked["RuleGroupName"]!),
            "UpdateRuleGroup" => Update(((string)asked["RuleGroupArn"]!).Split('/')[1], asked),
            "ListFirewalls" => new JsonObject { ["Firewalls"] = new JsonArray([.. Firewalls.Keys.Select(name => new JsonObject { ["FirewallName"] = name, ["FirewallArn"] = $"{Arns}firewall/{name}" })]) }.ToJsonString(),
            "DescribeFirewall" => Firewall(((string)asked["FirewallArn"]!).Split('/')[1]),
            "DescribeFirewallPolicy" => Policy(),
            "StartFlowFlush" => Flush(asked),
            "ListFlowOperations" => Operations(asked),
            "DescribeFlowOperation" => Operation(int.Parse((string)asked["FlowOperationId"]!, CultureInfo.InvariantCulture)),
            _ => throw new InvalidOperationException($"Network Firewall does not know {call} here."),
        };
    }

    private string Describe(string name) => !_groups.TryGetValue(name, out var found) ? Refused("ResourceNotFoundException") : new JsonObject
    {
        ["UpdateToken"] = $"{found.Version}",
        ["RuleGroup"] = found.Group.DeepClone(),
        ["RuleGroupResponse"] = new JsonObject { ["RuleGroupArn"] = $"{Arns}stateful-rulegroup/{name}", ["RuleGroupName"] = name, ["RuleGroupId"] = "1", ["Description"] = "by the operator" },
    }.ToJsonString();

    private string Update(string name, JsonObject asked)
    {
        BeforeUpdate();
        if (!_groups.TryGetValue(name, out var found))
            return Refused("ResourceNotFoundException");
        if ((string?)asked["UpdateToken"] != $"{found.Version}")
            return Refused("InvalidTokenException");
        if ((string?)asked["Description"] != "by the operator")
            return Refused("InvalidRequestException");
        Put(name, asked["RuleGroup"]!.ToJsonString());
        return Describe(name);
    }

    private string Firewall(string name) => new JsonObject
    {
        ["Firewall"] = new JsonObject { ["FirewallName"] = name, ["FirewallPolicyArn"] = $"{Arns}firewall-policy/all" },
        ["FirewallStatus"] = new JsonObject
        {
            ["Status"] = "READY",
            ["ConfigurationSyncStateSummary"] = Sync,
            ["SyncStates"] = new JsonObject(Firewalls[name].Select(zone => KeyValuePair.Create(zone, (JsonNode?)new JsonObject()))),
        },
    }.ToJsonString();

    private string Policy()
    {
        var references = _groups.Keys.Select(name => new JsonObject
        {
            ["ResourceArn"] = $"{Arns}stateful-rulegroup/{name}",
            ["Override"] = Override.Length == 0 ? null : new JsonObject { ["Action"] = Override },
        });
        return new JsonObject { ["UpdateToken"] = "1", ["FirewallPolicy"] = new JsonObject { ["StatefulRuleGroupReferences"] = new JsonArray([.. references]) } }.ToJsonString();
    }

    private string Flush(JsonObject asked)
    {
        _flushes.Add(((string)asked["FirewallArn"]!, (string)asked["AvailabilityZone"]!, asked["FlowFilters"]!.DeepClone()));
        return $$"""{"FlowOperationId":"{{_flushes.Count - 1}}","FlowOperationStatus":"IN_PROGRESS"}""";
    }

    private string Operations(JsonObject asked)
    {
        var ids = Enumerable.Range(0, _flushes.Count).Where(id => _flushes[id].Firewall == (string)asked["FirewallArn"]! && _flushes[id].Zone == (string)asked["AvailabilityZone"]!);
        return new JsonObject { ["FlowOperations"] = new JsonArray([.. ids.Select(id => new JsonObject { ["FlowOperationId"] = $"{id}", ["FlowOperationType"] = "FLOW_FLUSH" })]) }.ToJsonString();
    }

    private string Operation(int id) => new JsonObject
    {
        ["FlowOperationId"] = $"{id}",
        ["FlowOperationStatus"] = "COMPLETED",
        ["FlowOperation"] = new JsonObject { ["FlowFilters"] = _flushes[id].Filters.DeepClone() },
    }.ToJsonString();

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Sorted(member.Value)}"))}}}",
        _ => node?.ToJsonString() ?? "null",
    };

    private static string Refused(string code) => $$"""{"__type":"{{code}}","Message":"{{code}}"}""";
}
