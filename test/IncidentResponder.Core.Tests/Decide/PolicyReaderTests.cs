using System.Text.Json.Nodes;
using CsCheck;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class PolicyReaderTests
{
    private static readonly string Shipped = File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.json"));

    [Fact]
    public void Read_ShippedPolicy_IsReadable()
    {
        var policy = PolicyReader.Read(Shipped).ShouldBeOfType<PolicyReading.Readable>().Policy;

        policy.Approvers.ShouldBe(["responder@example.com"]);
        policy.ProtectedUsers.ShouldBe(["break-glass"]);
        policy.WindowSeconds[Severity.Critical].ShouldBe(600);
        policy.Rules[0].TargetTags["environment"].ShouldBe(["sandbox", "dev"]);
        policy.Rules[1].ContainOnExpiry.ShouldBe([Severity.Critical]);
    }

    [Theory]
    [InlineData("$.rules[0].mode", "\"Contain\"")]
    [InlineData("$.rules[0].mode", "null")]
    [InlineData("$.rules[0].mode", "\"askfirst\"")]
    [InlineData("$.rules[0].name", "7")]
    [InlineData("$.rules[0].findingTypes", "[]")]
    [InlineData("$.rules[0].findingTypes", "[1]")]
    [InlineData("$.rules[0].minimumSeverity", "\"Severe\"")]
    [InlineData("$.rules[0].windowSeconds", "59")]
    [InlineData("$.rules[0].leaseHours", "0")]
    [InlineData("$.rules[0].leaseHours", "4321")]
    [InlineData("$.rules[0].windowSeconds", "86401")]
    [InlineData("$.rules[0].windowSeconds", "90.5")]
    [InlineData("$.rules[0].windowSeconds", "\"900\"")]
    [InlineData("$.rules[0].onExpiry", "\"contain\"")]
    [InlineData("$.rules[0].modus", "\"Ignore\"")]
    [InlineData("$.rules", "{}")]
    [InlineData("$.version", "2")]
    [InlineData("$.approvers", "[\"nobody\"]")]
    [InlineData("$.protected.user", "[\"root\"]")]
    [InlineData("$.windowSeconds.Severe", "900")]
    [InlineData("$.breaker", "10")]
    [InlineData("$.breaker", "{\"perDay\":1}", ".perDay")]
    [InlineData("$.breaker", "{\"changesPerHour\":-1}", ".changesPerHour")]
    [InlineData("$.breaker", "{\"changesPerHour\":1001}", ".changesPerHour")]
    [InlineData("$.breaker", "{\"changesPerHour\":1.5}", ".changesPerHour")]
    [InlineData("$.breaker", "{\"changesPerHour\":\"10\"}", ".changesPerHour")]
    [InlineData("$.breaker", "{\"autoScalingShare\":1.1}", ".autoScalingShare")]
    [InlineData("$.breaker", "{\"autoScalingShare\":-0.1}", ".autoScalingShare")]
    [InlineData("$.zone", "1")]
    [InlineData("$.rules[0].quorum", "0")]
    [InlineData("$.rules[0].quorum", "6")]
    [InlineData("$.rules[0].quorum", "1.5")]
    [InlineData("$.rules[0].quorum", "\"2\"")]
    [InlineData("$.escalation", "{}")]
    [InlineData("$.escalation", "[{\"afterSeconds\":600,\"approvers\":[\"a@example.com\"]},{\"afterSeconds\":300,\"approvers\":[\"b@example.com\"]}]")]
    [InlineData("$.rules[0].escalation", "[{\"afterSeconds\":300,\"approvers\":[\"a@example.com\"]},{\"afterSeconds\":300,\"approvers\":[\"b@example.com\"]}]")]
    [InlineData("$.quietHours", "[]")]
    [InlineData("$.quietHours", "{\"fromUtc\":\"00:00\",\"toUtc\":\"00:00\",\"wakeFrom\":\"High\"}")]
    [InlineData("$.flood", "{\"all\":{\"burst\":0}}", ".all.burst")]
    [InlineData("$.flood", "{\"each\":{}}", ".each")]
    public void Read_OneFault_NamesItsPath(string path, string value, string within = "")
    {
        var policy = JsonNode.Parse(Shipped)!;
        Set(policy, path, JsonNode.Parse(value));

        var faults = PolicyReader.Read(policy.ToJsonString()).ShouldBeOfType<PolicyReading.Faulty>().Faults;

        faults[0].Path.ShouldBe(path + within);
        faults[0].Reason.Length.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("$.rules[0].escalation[0].afterSeconds", "{\"approvers\":[\"a@example.com\"]}")]
    [InlineData("$.rules[0].escalation[0].afterSeconds", "{\"afterSeconds\":59,\"approvers\":[\"a@example.com\"]}")]
    [InlineData("$.rules[0].escalation[0].approvers", "{\"afterSeconds\":300}")]
    [InlineData("$.rules[0].escalation[0].approvers", "{\"afterSeconds\":300,\"approvers\":[\"nobody\"]}")]
    [InlineData("$.rules[0].escalation[0].after", "{\"afterSeconds\":300,\"approvers\":[\"a@example.com\"],\"after\":1}")]
    public void Read_FaultInATier_NamesItsPath(string path, string tier) => FaultsWith("$.rules[0].escalation", $"[{tier}]").ShouldBe([path]);

    [Theory]
    [InlineData("$.quietHours.fromUtc", "{\"toUtc\":\"06:00\",\"wakeFrom\":\"High\"}")]
    [InlineData("$.quietHours.fromUtc", "{\"fromUtc\":\"24:00\",\"toUtc\":\"06:00\",\"wakeFrom\":\"High\"}")]
    [InlineData("$.quietHours.toUtc", "{\"fromUtc\":\"22:00\",\"toUtc\":\"6\",\"wakeFrom\":\"High\"}")]
    [InlineData("$.quietHours.days", "{\"fromUtc\":\"22:00\",\"toUtc\":\"06:00\",\"wakeFrom\":\"High\",\"days\":[\"Sat\"]}")]
    [InlineData("$.quietHours.wakeFrom", "{\"fromUtc\":\"22:00\",\"toUtc\":\"06:00\"}")]
    [InlineData("$.quietHours.zone", "{\"fromUtc\":\"22:00\",\"toUtc\":\"06:00\",\"wakeFrom\":\"High\",\"zone\":\"CET\"}")]
    public void Read_FaultInTheQuietHours_NamesItsPath(string path, string hours) => FaultsWith("$.quietHours", hours).ShouldBe([path]);

    private static IEnumerable<string> FaultsWith(string path, string value)
    {
        var policy = JsonNode.Parse(Shipped)!;
        Set(policy, path, JsonNode.Parse(value));
        return PolicyReader.Read(policy.ToJsonString()).ShouldBeOfType<PolicyReading.Faulty>().Faults.Select(fault => fault.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":1,\"rules\":[3]}")]
    [InlineData("{\"version\":1,\"rules\":[],\"rules\":[]}")]
    [InlineData("{\"version\":1,\"rules\":[],\"approvers\":[\"\\ud800@example.com\"]}")]
    public void Read_NoPolicy_IsFaulty(string json) =>
        PolicyReader.Read(json).ShouldBeOfType<PolicyReading.Faulty>().Faults.ShouldNotBeEmpty();

    [Fact]
    public void Read_NameUsedTwice_IsFaulty()
    {
        var policy = JsonNode.Parse(Shipped)!;
        policy["rules"]![1]!["name"] = "mining-in-sandbox";

        PolicyReader.Read(policy.ToJsonString()).ShouldBeOfType<PolicyReading.Faulty>().Faults.Single().Reason.ShouldContain("used 2 times");
    }

    [Fact]
    public void Read_SmallestPolicy_IsReadableWithUsualWindows() =>
        PolicyReader.Read("""{"version":1,"rules":[]}""").ShouldBeOfType<PolicyReading.Readable>().Policy.WindowSeconds[Severity.Low].ShouldBe(900);

    [Theory]
    [InlineData("", 10, 0.5)]
    [InlineData("\"breaker\":{},", 10, 0.5)]
    [InlineData("\"breaker\":{\"changesPerHour\":0,\"autoScalingShare\":0},", 0, 0)]
    [InlineData("\"breaker\":{\"changesPerHour\":1000,\"autoScalingShare\":1},", 1000, 1)]
    public void Read_Breaker_HasCautiousDefaults(string breaker, int changes, double share) =>
        PolicyReader.Read($$"""{"version":1,{{breaker}}"rules":[]}""").ShouldBeOfType<PolicyReading.Readable>().Policy.Breaker
            .ShouldBe(new BreakerLimits { ChangesPerHour = changes, AutoScalingShare = share });

    [Theory]
    [InlineData(0.5, 1, 0)]
    [InlineData(0.5, 2, 1)]
    [InlineData(0.5, 3, 1)]
    [InlineData(1, 3, 3)]
    [InlineData(0, 9, 0)]
    public void MostOut_OfAGroup_IsRoundedDown(double share, int inService, int most) =>
        new BreakerLimits { AutoScalingShare = share }.MostOutOf(inService).ShouldBe(most);

    [Fact]
    public void Read_OneCharacterChanged_NeverThrowsAndNeverAllowsMoreUnseen() =>
        Gen.Select(Gen.Int[0, Shipped.Length - 1], Gen.Char.AlphaNumeric).Sample((place, replacement) =>
            PolicyReader.Read(Shipped[..place] + replacement + Shipped[(place + 1)..]) is PolicyReading.Readable or PolicyReading.Faulty);

    [Theory]
    [InlineData("$.unknown", "properties")]
    [InlineData("$.protected.unknown", "properties.protected.properties")]
    [InlineData("$.breaker", "properties.breaker.properties", "{\"unknown\":1}")]
    [InlineData("$.windowSeconds.unknown", "properties.windowSeconds.properties")]
    [InlineData("$.rules[0].unknown", "properties.rules.items.properties")]
    [InlineData("$.rules[1].onExpiry.unknown", "properties.rules.items.properties.onExpiry.properties")]
    public void Read_WhatItKnows_IsWhatTheSchemaAllows(string path, string place, string value = "1")
    {
        var policy = JsonNode.Parse(Shipped)!;
        Set(policy, path, JsonNode.Parse(value));
        var schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.schema.json")))!;
        var allowed = place.Split('.').Aggregate(schema, (node, part) => node[part]!).AsObject().Select(member => member.Key);

        PolicyReader.Read(policy.ToJsonString()).ShouldBeOfType<PolicyReading.Faulty>().Faults.Single().Reason
            .ShouldBe($"'unknown' means nothing here; known are {string.Join(", ", allowed)}.");
    }

    private static void Set(JsonNode policy, string path, JsonNode? value)
    {
        var parts = path[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var parent = parts[..^1].Aggregate(policy, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!);
        parent[parts[^1]] = value;
    }
}
