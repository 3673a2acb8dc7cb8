using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

public sealed class LinkReaderTests
{
    private static readonly IncidentId Id = Some.Incident().Id;

    [Fact]
    public async Task Read_OwnLink_GivesItsClaims()
    {
        var scene = await ApprovalScene.SetAsync();
        var claims = (await Read(scene, await scene.AnswerTokenAsync("Ada@Example.com"))).ShouldBeOfType<LinkReading.Valid>().Claims;

        claims.Approver.ShouldBe(ApprovalScene.Ada);
        claims.Purpose.ShouldBe(LinkPurpose.Approve);
        claims.Incident.ShouldBe(Id);
        claims.PlanDigest.ShouldBe(scene.Digest);
        claims.ExpiresAt.ShouldBe(ApprovalScene.Deadline + LinkTerm.UndoWindow);
        claims.LinkId.ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Token_MadeTwice_HasAnotherId()
    {
        var scene = await ApprovalScene.SetAsync();

        (await scene.AnswerTokenAsync(ApprovalScene.Ada)).ShouldNotBe(await scene.AnswerTokenAsync(ApprovalScene.Ada));
    }

    [Theory]
    [InlineData(-1, typeof(LinkReading.Valid))]
    [InlineData(0, typeof(LinkReading.Expired))]
    [InlineData(1, typeof(LinkReading.Expired))]
    public async Task Read_AroundItsEnd_IsExact(int seconds, Type outcome)
    {
        var scene = await ApprovalScene.SetAsync();

        (await Read(scene, await scene.AnswerTokenAsync(ApprovalScene.Ada), (ApprovalScene.Deadline + LinkTerm.UndoWindow).AddSeconds(seconds))).ShouldBeOfType(outcome);
    }

    [Fact]
    public async Task Read_BeforeItsTime_IsNotYet()
    {
        var scene = await ApprovalScene.SetAsync();

        (await Read(scene, await scene.AnswerTokenAsync(ApprovalScene.Ada), ApprovalScene.AskedAt.AddSeconds(-2))).ShouldBeOfType<LinkReading.NotYet>();
    }

    [Fact]
    public async Task Read_OtherIncident_IsRefused()
    {
        var (scene, other) = (await ApprovalScene.SetAsync(), await ApprovalScene.SetAsync("INC-20260114-0000000000000000"));

        (await Read(scene, await other.AnswerTokenAsync(ApprovalScene.Ada))).ShouldBe(new LinkReading.WrongIncident(other.Incident.Id));
    }

    [Fact]
    public async Task Read_OtherDeploymentWithTheSameKey_IsRefused()
    {
        var scene = await ApprovalScene.SetAsync();
        var token = await new ApprovalLinks(scene.Key, "incidents-staging").TokenAsync(
            Id, scene.Digest, ApprovalScene.Ada, new(LinkPurpose.Approve, ApprovalScene.AskedAt, ApprovalScene.Deadline), CancellationToken.None);

        (await Read(scene, token)).ShouldBe(new LinkReading.WrongAudience("incidents-staging/approve"));
    }

    [Fact]
    public async Task Read_OtherKey_IsForged()
    {
        var scene = await ApprovalScene.SetAsync();
        var foreign = new InMemoryLinkKey(scene.Key.Id, Encoding.UTF8.GetBytes("another secret of the same name!"));
        var token = await new ApprovalLinks(foreign, ApprovalScene.Deployment).TokenAsync(
            Id, scene.Digest, ApprovalScene.Ada, new(LinkPurpose.Approve, ApprovalScene.AskedAt, ApprovalScene.Deadline), CancellationToken.None);

        (await Read(scene, token)).ShouldBeOfType<LinkReading.Forged>();
    }

    [Fact]
    public async Task Read_EverySingleCharacterChanged_IsForged()
    {
        var scene = await ApprovalScene.SetAsync();
        var token = await scene.AnswerTokenAsync(ApprovalScene.Ada);
        for (var place = 0; place < token.Length; place++)
        {
            var changed = token[..place] + (token[place] == 'A' ? 'B' : 'A') + token[(place + 1)..];
            (await Read(scene, changed)).ShouldBeOfType<LinkReading.Forged>($"character {place}");
        }
    }

    [Fact]
    public async Task Read_EveryPrefix_IsForged()
    {
        var scene = await ApprovalScene.SetAsync();
        var token = await scene.AnswerTokenAsync(ApprovalScene.Ada);
        for (var length = 0; length < token.Length; length++)
            (await Read(scene, token[..length])).ShouldBeOfType<LinkReading.Forged>($"{length} characters");
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"KID"}""")]
    [InlineData("""{"alg":"HS512","kid":"KID"}""")]
    [InlineData("""{"alg":"hs256","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","kid":"other"}""")]
    [InlineData("""{"alg":"HS256","kid":["KID"]}""")]
    [InlineData("""{"alg":"HS256","kid":"KID","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","kid":"KID","jku":"https://example.com/keys"}""")]
    [InlineData("""{"alg":"HS256","kid":"KID","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"HS256","kid":"KID"}x""")]
    [InlineData("""["HS256"]""")]
    [InlineData("")]
    public async Task Read_OtherHeaderUnderARightSeal_IsForged(string header)
    {
        var scene = await ApprovalScene.SetAsync();
        var payload = (await scene.AnswerTokenAsync(ApprovalScene.Ada)).Split('.')[1];

        (await Read(scene, await SealAsync(scene, header.Replace("KID", scene.Key.Id), payload))).ShouldBeOfType<LinkReading.Forged>();
    }

    [Theory]
    [InlineData("v", "2")]
    [InlineData("v", "\"1\"")]
    [InlineData("kid", "\"other\"")]
    [InlineData("iss", "\"somebody\"")]
    [InlineData("sub", "null")]
    [InlineData("sub", "\"\"")]
    [InlineData("inc", "\"not an id!\"")]
    [InlineData("exp", "1e300")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "\"2099-01-01\"")]
    [InlineData("exp", "253402300800")]
    [InlineData("nbf", "null")]
    [InlineData("extra", "true")]
    public async Task Read_OtherClaimUnderARightSeal_IsForged(string name, string value)
    {
        var scene = await ApprovalScene.SetAsync();
        var parts = (await scene.AnswerTokenAsync(ApprovalScene.Ada)).Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        claims[name] = JsonNode.Parse(value);

        (await Read(scene, await ResealAsync(scene, parts[0], claims.ToJsonString()))).ShouldBeOfType<LinkReading.Forged>();
    }

    [Fact]
    public async Task Read_ClaimTwiceOrMissingUnderARightSeal_IsForged()
    {
        var scene = await ApprovalScene.SetAsync();
        var parts = (await scene.AnswerTokenAsync(ApprovalScene.Ada)).Split('.');
        var json = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        foreach (var (name, _) in JsonNode.Parse(json)!.AsObject())
        {
            var less = JsonNode.Parse(json)!.AsObject();
            less.Remove(name);
            (await Read(scene, await ResealAsync(scene, parts[0], less.ToJsonString()))).ShouldBeOfType<LinkReading.Forged>($"without {name}");
        }

        var twice = json[..^1] + ",\"sub\":\"mallory@example.com\"}";
        (await Read(scene, await ResealAsync(scene, parts[0], twice))).ShouldBeOfType<LinkReading.Forged>();
        (await Read(scene, await ResealAsync(scene, parts[0], json))).ShouldBeOfType<LinkReading.Valid>();
    }

    [Theory]
    [InlineData("{0}=")]
    [InlineData(" {0}")]
    [InlineData("{0}\n")]
    [InlineData("{0}.")]
    [InlineData(".{0}")]
    [InlineData("{0}.AAAA")]
    [InlineData("{0}%20")]
    public async Task Read_Decorated_IsForged(string shape)
    {
        var scene = await ApprovalScene.SetAsync();
        var token = await scene.AnswerTokenAsync(ApprovalScene.Ada);

        (await Read(scene, string.Format(shape, token))).ShouldBeOfType<LinkReading.Forged>();
    }

    [Fact]
    public async Task Read_StrayBitsAtTheEnd_IsForged()
    {
        var scene = await ApprovalScene.SetAsync();
        var token = await scene.AnswerTokenAsync(ApprovalScene.Ada);
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var last = alphabet.IndexOf(token[^1]);

        // 32 bytes leave two bits unused in the last character: 3 other spellings of the same code.
        foreach (var stray in Enumerable.Range(1, 3))
            (await Read(scene, token[..^1] + alphabet[last | stray])).ShouldBeOfType<LinkReading.Forged>();
    }

    [Fact]
    public async Task Read_HugeToken_IsForgedWithoutAskingTheKey()
    {
        var scene = await ApprovalScene.SetAsync();

        (await Read(scene, new string('A', 1_000_000))).ShouldBeOfType<LinkReading.Forged>().Why.ShouldContain("2048");
    }

    private static Task<LinkReading> Read(ApprovalScene scene, string token, DateTimeOffset? now = null) =>
        scene.Reader.ReadAsync(token, scene.Incident.Id, now ?? ApprovalScene.InTime, CancellationToken.None);

    private static Task<string> ResealAsync(ApprovalScene scene, string header, string claims) =>
        SealAsync(scene, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(header)), Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims)));

    private static async Task<string> SealAsync(ApprovalScene scene, string header, string payload)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(await scene.Key.MacAsync(Encoding.ASCII.GetBytes(signed), CancellationToken.None))}";
    }
}
