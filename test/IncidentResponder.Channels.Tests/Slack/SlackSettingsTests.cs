using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Channels.Slack;

namespace IncidentResponder.Channels.Tests.Slack;

public sealed class SlackSettingsTests
{
    private const string Whole = """
        { "botToken": "example-bot-token", "signingSecret": "example-signing-secret", "appId": "A0RESPONDER", "teamId": "T0EXAMPLE", "channelId": "C0INCIDENTS" }
        """;

    [Fact]
    public void Parse_Whole_IsRead()
    {
        var settings = Parse(Whole);
        (settings.BotToken, settings.AppId, settings.TeamId, settings.ChannelId, settings.Api.AbsoluteUri)
            .ShouldBe(("example-bot-token", "A0RESPONDER", "T0EXAMPLE", "C0INCIDENTS", "https://slack.com/api/"));
        settings.SigningSecrets.ShouldBe(["example-signing-secret"]);
        settings.ToString().ShouldNotContain("example");
    }

    [Fact]
    public void Parse_FormerSecretAndOtherAddress_AreTaken()
    {
        var settings = Parse(With("formerSigningSecret", "example-former", "apiAddress", "http://127.0.0.1:8080/api"));
        settings.SigningSecrets.ShouldBe(["example-signing-secret", "example-former"]);
        settings.Api.AbsoluteUri.ShouldBe("http://127.0.0.1:8080/api/");
    }

    [Theory]
    [InlineData("botToken", null, "'slack.botToken' of the channels' secret is missing")]
    [InlineData("botToken", "", "'slack.botToken' of the channels' secret is blank")]
    [InlineData("botToken", "two words", "holds a character that no token has")]
    [InlineData("signingSecret", null, "'slack.signingSecret' of the channels' secret is missing")]
    [InlineData("signingSecret", " ", "'slack.signingSecret' of the channels' secret is blank")]
    [InlineData("formerSigningSecret", "", "'slack.formerSigningSecret' of the channels' secret is blank")]
    [InlineData("appId", "T0EXAMPLE", "'slack.appId' of the channels' secret is no id that begins with A")]
    [InlineData("teamId", "example", "is no id that begins with T or E")]
    [InlineData("channelId", "#incidents", "the id of the channel, which the channel's details show, not its name")]
    [InlineData("apiAddress", "http://slack.example.com/api/", "does not begin with https://")]
    [InlineData("signingsecret", "x", "'slack.signingsecret' of the channels' secret is not known")]
    public void Parse_Wrong_NamesTheMemberAndNotWhatItHolds(string member, string? value, string says) =>
        Should.Throw<FormatException>(() => Parse(With(member, value))).Message.ShouldContain(says);

    private static string With(params string?[] members)
    {
        var json = JsonNode.Parse(Whole)!.AsObject();
        foreach (var pair in members.Chunk(2))
        {
            json.Remove(pair[0]!);
            if (pair[1] is { } value)
                json[pair[0]!] = value;
        }

        return json.ToJsonString();
    }

    private static SlackSettings Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return SlackSettings.Parse(document.RootElement);
    }
}
