using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests.Slack;

public sealed class SlackSignatureTests(ITestOutputHelper output)
{
    private const string Secret = "example-signing-secret";
    private const string Former = "example-former-signing-secret";
    private static readonly DateTimeOffset Now = Some.Moment;
    private static readonly byte[] Body = "payload=%7B%7D"u8.ToArray();

    [Fact]
    public void Check_SlacksOwnExample_ComesToItsResult()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, "INCIDENT_RESPONDER_VECTORS is not set: Slack's signatures.json was not run.");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "slack", "signatures.json")));
        var secret = document.RootElement.GetProperty("signingSecret").GetString()!;
        var (right, refused) = (0, 0);
        foreach (var one in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(long.Parse(one.GetProperty("now").GetString()!));
            var body = Encoding.UTF8.GetBytes(one.GetProperty("body").GetString() ?? "");
            var check = SlackSignature.Check(body, one.GetProperty("timestamp").GetString(), one.GetProperty("signature").GetString(), [secret], now);

            (check is SlackSignatureCheck.Right).ShouldBe(one.GetProperty("valid").GetBoolean(), one.GetProperty("name").GetString());
            _ = check is SlackSignatureCheck.Right ? right++ : refused++;
        }

        output.WriteLine($"Slack's signatures: {right + refused} vectors, {right} right, {refused} refused.");
        (right, refused).ShouldBe((2, 11));
    }

    [Theory]
    [InlineData(-299, SlackSignatureCheck.Right)]
    [InlineData(-300, SlackSignatureCheck.Right)]
    [InlineData(-301, SlackSignatureCheck.OutOfTime)]
    [InlineData(299, SlackSignatureCheck.Right)]
    [InlineData(300, SlackSignatureCheck.Right)]
    [InlineData(301, SlackSignatureCheck.OutOfTime)]
    public void Check_SoManySecondsOff_IsRightWithinFiveMinutes(int seconds, SlackSignatureCheck expected) =>
        Check(Now.AddSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Check_PartOfASecondTooLate_IsOutOfTime() =>
        SlackSignature.Check(Body, Time(Now), Signed(Now, Secret), [Secret], Now.AddSeconds(300).AddTicks(1)).ShouldBe(SlackSignatureCheck.OutOfTime);

    [Theory]
    [InlineData(Secret, SlackSignatureCheck.Right)]
    [InlineData(Former, SlackSignatureCheck.Right)]
    [InlineData("example-other-secret", SlackSignatureCheck.Wrong)]
    public void Check_DuringRotation_TakesBothSecrets(string secret, SlackSignatureCheck expected) =>
        SlackSignature.Check(Body, Time(Now), Signed(Now, secret), [Secret, Former], Now).ShouldBe(expected);

    [Fact]
    public void Check_NoSecrets_TakesNothing() =>
        SlackSignature.Check(Body, Time(Now), Signed(Now, ""), [], Now).ShouldBe(SlackSignatureCheck.Wrong);

    [Theory]
    [InlineData(null, "x", SlackSignatureCheck.Missing)]
    [InlineData("", "x", SlackSignatureCheck.Missing)]
    [InlineData("1", null, SlackSignatureCheck.Missing)]
    [InlineData("1", "", SlackSignatureCheck.Missing)]
    [InlineData("1", "v0=00", SlackSignatureCheck.Unreadable)]
    [InlineData("-1", null, SlackSignatureCheck.Missing)]
    [InlineData(" 1", "=", SlackSignatureCheck.Unreadable)]
    [InlineData("99999999999999999999", "=", SlackSignatureCheck.Unreadable)]
    [InlineData("9223372036854775807", "=", SlackSignatureCheck.Unreadable)]
    [InlineData("١", "=", SlackSignatureCheck.Unreadable)]
    public void Check_WhatSlackNeverSends_IsRefused(string? time, string? signature, SlackSignatureCheck expected) =>
        SlackSignature.Check(Body, time, signature == "=" ? Signed(Now, Secret) : signature, [Secret], Now).ShouldBe(expected);

    [Fact]
    public void Check_AnyBitOfTheBodyTurned_IsWrong()
    {
        var signature = Signed(Now, Secret);
        for (var bit = 0; bit < 8 * Body.Length; bit++)
        {
            var changed = Body.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            SlackSignature.Check(changed, Time(Now), signature, [Secret], Now).ShouldBe(SlackSignatureCheck.Wrong);
        }
    }

    [Fact]
    public void Check_AnyCharacterOfTheSignatureChanged_IsRefused()
    {
        var signature = Signed(Now, Secret);
        for (var at = 0; at < signature.Length; at++)
        {
            var changed = signature.ToCharArray();
            changed[at] = changed[at] == '0' ? '1' : '0';
            SlackSignature.Check(Body, Time(Now), new string(changed), [Secret], Now).ShouldNotBe(SlackSignatureCheck.Right);
        }
    }

    [Fact]
    public void Check_UpperCaseDigits_AreRefused() =>
        SlackSignature.Check(Body, Time(Now), $"v0={Signed(Now, Secret)[3..].ToUpperInvariant()}", [Secret], Now).ShouldBe(SlackSignatureCheck.Unreadable);

    private static SlackSignatureCheck Check(DateTimeOffset signedAt) => SlackSignature.Check(Body, Time(signedAt), Signed(signedAt, Secret), [Secret], Now);

    private static string Time(DateTimeOffset at) => $"{at.ToUnixTimeSeconds()}";

    private static string Signed(DateTimeOffset at, string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{Time(at)}:"), .. Body];
        return $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
