namespace IncidentResponder.Remediations.Tests;

public sealed class AttackerDomainTests
{
    [Theory]
    [InlineData("s3.eu-west-1.amazonaws.com")]
    [InlineData("AMAZONAWS.com.")]
    [InlineData("abc.lambda-url.eu-west-1.on.aws")]
    [InlineData("ip-10-0-0-1.eu-west-1.compute.internal")]
    [InlineData("1.0.0.10.in-addr.arpa")]
    [InlineData("co.uk")]
    [InlineData("com.au")]
    [InlineData("com")]
    [InlineData("*.example.com")]
    [InlineData("203.0.113.9")]
    [InlineData("")]
    public void Parse_WhatIsNeverBlocked_IsRefused(string text) =>
        AttackerDomain.Parse(text).ShouldBeOfType<Look<AttackerDomain>.Unusable>().Why.ShouldContain("block");

    [Theory]
    [InlineData("C2.Example.com.", "c2.example.com")]
    [InlineData("notamazonaws.com", "notamazonaws.com")]
    [InlineData("evil.co.uk", "evil.co.uk")]
    public void Parse_DomainOfTheInternet_IsCanonical(string text, string name) =>
        AttackerDomain.Parse(text).ShouldBeOfType<Look<AttackerDomain>.Usable>().State.Name.ShouldBe(name);
}
