using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests;

/// <summary>docs/channels.md says what is so.</summary>
public sealed partial class GuideTests
{
    private static readonly string[] Examples =
        [.. Json().Matches(File.ReadAllText(Repository.PathOf("docs", "channels.md"))).Select(match => match.Groups[1].Value)];

    [Fact]
    public void Guide_Settings_AreTakenWholly()
    {
        var secret = JsonNode.Parse(Examples[0])!;
        secret["webhook"]!["secret"] = "example-secret-of-32-characters!!";
        secret["teams"]!["webhookUrl"] = "https://teams.example.com/workflows/1";

        var settings = ChannelSettings.Parse(secret.ToJsonString());

        (settings.Teams is null || settings.PagerDuty is null || settings.Jira is null || settings.ServiceNow is null || settings.Webhook is null).ShouldBeFalse();
    }

    [Fact]
    public async Task Guide_WebhookMessage_HasTheMembersOfARealOne()
    {
        OtherSide other = new();
        await Places.Of("webhook", other.Http).ShowAsync((await Story.TellAsync())["closed"], null, ApprovalScene.InTime, TestContext.Current.CancellationToken);
        using var example = JsonDocument.Parse(Examples[1]);

        JsonShape.Of(example.RootElement).ShouldBe(JsonShape.Of(other.Bodies.ShouldHaveSingleItem()));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
