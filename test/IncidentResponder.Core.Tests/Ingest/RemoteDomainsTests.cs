using System.Text.Json.Nodes;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

public sealed class RemoteDomainsTests
{
    [Theory]
    [InlineData("c2.example.com", "c2.example.com")]
    [InlineData("C2.Example.COM.", "c2.example.com")]
    [InlineData("_dmarc.xn--bcher-kva.example", "_dmarc.xn--bcher-kva.example")]
    public void Read_DnsRequest_NamesTheDomainOnBothPaths(string text, string domain)
    {
        InGuardDuty(text).RemoteDomains.ShouldBe([domain]);
        InSecurityHub(text).RemoteDomains.ShouldBe([domain]);
        InOcsf(text).RemoteDomains.ShouldBe([domain]);
        PlanTargets.Of(PlanTargets.RemoteDomain, InGuardDuty(text), InGuardDuty(text).Resources[0])!.Id.ShouldBe(domain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("203.0.113.9")]
    [InlineData("*.example.com")]
    [InlineData("a..example.com")]
    [InlineData("-a.example.com")]
    [InlineData("a b.example.com")]
    [InlineData("bücher.example")]
    [InlineData("a.example.com\n")]
    [InlineData("a.example.com/x")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com")]
    public void Read_WhatIsNoDomain_IsLeftOut(string text)
    {
        InGuardDuty(text).RemoteDomains.ShouldBeEmpty();
        InSecurityHub(text).RemoteDomains.ShouldBeEmpty();
        PlanTargets.Of(PlanTargets.RemoteDomain, InGuardDuty(text), InGuardDuty(text).Resources[0]).ShouldBeNull();
    }

    private static Finding InGuardDuty(string domain)
    {
        var body = JsonNode.Parse(Events.Text("guardduty-cryptocurrency-ec2"))!;
        body["detail"]!["service"]!["action"] = new JsonObject { ["actionType"] = "DNS_REQUEST", ["dnsRequestAction"] = new JsonObject { ["domain"] = domain } };
        return EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding;
    }

    private static Finding InSecurityHub(string domain)
    {
        var body = JsonNode.Parse(Events.Text("securityhub-cryptocurrency-ec2"))!;
        body["detail"]!["findings"]![0]!["Action"] = new JsonObject { ["ActionType"] = "DNS_REQUEST", ["DnsRequestAction"] = new JsonObject { ["Domain"] = domain } };
        return EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding;
    }

    private static Finding InOcsf(string domain)
    {
        var body = JsonNode.Parse(Forms.Text("ocsf-cryptocurrency-ec2"))!;
        body["detail"]!["findings"]![0]!["evidences"] = new JsonArray(new JsonObject { ["query"] = new JsonObject { ["hostname"] = domain } });
        return EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding;
    }
}
