using CsCheck;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests;

public sealed class AttackerAddressTests
{
    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.254")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("224.0.0.251")]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("64:ff9b::203.0.113.9")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("ff02::1")]
    [InlineData("203.0.113.0/24")]
    [InlineData("0xcb.0.113.9")]
    [InlineData("203.0.113.010")]
    [InlineData("3405803785")]
    [InlineData("example.com")]
    [InlineData("")]
    public void Parse_WhatIsNeverBlocked_IsRefused(string text) =>
        AttackerAddress.Parse(text).ShouldBeOfType<Look<AttackerAddress>.Unusable>().Why.ShouldContain("block");

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9/32")]
    [InlineData("100.63.255.255", "100.63.255.255/32")]
    [InlineData("100.128.0.0", "100.128.0.0/32")]
    [InlineData("172.32.0.1", "172.32.0.1/32")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9/32")]
    [InlineData("2001:DB8:0:0::9", "2001:db8::9/128")]
    public void Cidr_AddressOfTheInternet_IsCanonical(string text, string cidr) =>
        AttackerAddress.Parse(text).ShouldBeOfType<Look<AttackerAddress>.Usable>().State.Cidr.ShouldBe(cidr);

    [Fact]
    public void Parse_AnyText_DoesNotThrow() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789abcdef.:/%x"], 0, 40]).Sample(text => AttackerAddress.Parse(text) is not null, seed: Seeds.Next());
}
