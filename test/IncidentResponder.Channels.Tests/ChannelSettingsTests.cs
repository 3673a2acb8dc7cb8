using System.Text.Json.Nodes;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Channels.Tests;

public sealed class ChannelSettingsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("{}")]
    public void Parse_NothingSet_IsNoChannels(string secret) => ChannelSettings.Parse(secret).ShouldBe(new ChannelSettings());

    [Fact]
    public void Parse_EachChannel_IsRead()
    {
        var settings = ChannelSettings.Parse(Places.Secret);

        settings.Slack.ShouldBeNull();
        settings.Teams!.WebhookUrl.AbsoluteUri.ShouldBe("https://teams.example.com/workflows/incidents?sig=example");
        (settings.PagerDuty!.RoutingKey, settings.PagerDuty.Url.AbsoluteUri).ShouldBe(("example-routing-key", "https://events.pagerduty.com/v2/enqueue"));
        settings.PagerDuty.Severities.ShouldBe([Severity.High, Severity.Critical]);
        (settings.Jira!.Site.Host, settings.Jira.Email, settings.Jira.ApiToken, settings.Jira.Project, settings.Jira.IssueType, settings.Jira.DoneTransition)
            .ShouldBe(("jira.example.com", "responder@example.com", "example-token", "SEC", "Task", "31"));
        (settings.ServiceNow!.Instance.Host, settings.ServiceNow.User, settings.ServiceNow.Password, settings.ServiceNow.CloseCode, settings.ServiceNow.AssignmentGroup)
            .ShouldBe(("servicenow.example.com", "responder", "example-password", "Solution provided", "Security"));
        (settings.Webhook!.Url.AbsoluteUri, settings.Webhook.Secret).ShouldBe(("https://hooks.example.com/incidents", "example-secret-of-32-characters!!"));
    }

    [Fact]
    public void Parse_Slack_IsLeftAsItStands() =>
        ChannelSettings.Parse("""{"slack":{"botToken":"x","channel":"C1"}}""").Slack!.Value.GetProperty("channel").GetString().ShouldBe("C1");

    [Fact]
    public void Parse_OptionalMembersLeftOut_HaveTheirUsualValue()
    {
        var secret = JsonNode.Parse(Places.Secret)!;
        secret["jira"]!.AsObject().Remove("doneTransition");
        secret["serviceNow"]!.AsObject().Remove("closeCode");
        var settings = ChannelSettings.Parse(secret.ToJsonString());
        (settings.Jira!.DoneTransition, settings.ServiceNow!.CloseCode).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("pagerDuty", "severities", "[\"Critical\",\"Low\"]")]
    [InlineData("pagerDuty", "url", "\"https://events.eu.pagerduty.com/v2/enqueue\"")]
    [InlineData("webhook", "url", "\"http://127.0.0.1:8080/hook\"")]
    [InlineData("jira", "site", "\"http://localhost:8080/\"")]
    public void Parse_OtherValue_IsTaken(string channel, string member, string value) => Should.NotThrow(() => ChannelSettings.Parse(With(channel, member, value)));

    [Theory]
    [InlineData("teams", "webhookUrl", null, "'teams.webhookUrl' of the channels' secret is missing")]
    [InlineData("teams", "webhookUrl", "\"\"", "'teams.webhookUrl' of the channels' secret is blank")]
    [InlineData("teams", "webhookUrl", "7", "'teams.webhookUrl' of the channels' secret is no text")]
    [InlineData("teams", "webhookUrl", "\"http://teams.example.com/x\"", "'teams.webhookUrl' of the channels' secret does not begin with https://")]
    [InlineData("teams", "webhookUrl", "\"ftp://teams.example.com/x\"", "does not begin with https://")]
    [InlineData("teams", "webhookUrl", "\"/workflows\"", "does not begin with https://")]
    [InlineData("teams", "webhookUrl", "\"workflows\"", "is no absolute address")]
    [InlineData("teams", "webhookUrl", "\"https://u:p@teams.example.com/\"", "holds a user or a fragment")]
    [InlineData("teams", "webhookurl", "\"https://teams.example.com/\"", "'teams.webhookurl' of the channels' secret is not known; take it out, or spell it as one of: webhookUrl.")]
    [InlineData("pagerDuty", "routingKey", "\"   \"", "'pagerDuty.routingKey' of the channels' secret is blank")]
    [InlineData("pagerDuty", "routingKey", "\"hush-hush\\n\"", "begins or ends with a space, or holds a line break")]
    [InlineData("pagerDuty", "severities", "[\"hush-hush\"]", "names something that is no severity")]
    [InlineData("pagerDuty", "severities", "[\"4\"]", "names something that is no severity")]
    [InlineData("pagerDuty", "severities", "[]", "is no list, or an empty one")]
    [InlineData("jira", "site", "\"https://jira.example.com/wiki\"", "'jira.site' of the channels' secret has a path")]
    [InlineData("jira", "email", "\"a:b@example.com\"", "holds a colon")]
    [InlineData("jira", "apiToken", "\"\"", "'jira.apiToken' of the channels' secret is blank; put an API token of that account there.")]
    [InlineData("jira", "project", "\"SEC\\\" OR 1=1\"", "is no project's key")]
    [InlineData("serviceNow", "password", "\"\"", "'serviceNow.password' of the channels' secret is blank")]
    [InlineData("serviceNow", "instance", "\"http://servicenow.example.com\"", "does not begin with https://")]
    [InlineData("webhook", "secret", "\"hush-hush\"", "'webhook.secret' of the channels' secret is too short; put at least 32 characters")]
    [InlineData("webhook", "secret", "\"\"", "'webhook.secret' of the channels' secret is blank")]
    public void Parse_WrongMember_NamesItAndNoSecret(string channel, string member, string? value, string sentence)
    {
        var fault = Should.Throw<FormatException>(() => ChannelSettings.Parse(With(channel, member, value)));

        fault.Message.ShouldContain(sentence);
        fault.Message.ShouldNotContain("hush-hush");
        fault.ToString().ShouldNotContain("hush-hush");
    }

    [Theory]
    [InlineData("{\"teems\":{}}", "channel 'teems' that there is not; take it out, or spell it as one of: slack, teams, pagerDuty, jira, serviceNow, webhook.")]
    [InlineData("{\"teams\":\"hush-hush\"}", "'teams' of the channels' secret is no JSON object")]
    [InlineData("[\"hush-hush\"]", "is no JSON object")]
    [InlineData("hush-hush", "is no JSON that names each member once (line 1, byte 0)")]
    [InlineData("{\"webhook\":{\"secret\":\"hush-hush\",\"secret\":\"x\"}}", "is no JSON that names each member once")]
    public void Parse_WrongText_SaysWhatToDoAndNoSecret(string secret, string sentence)
    {
        var fault = Should.Throw<FormatException>(() => ChannelSettings.Parse(secret));

        fault.Message.ShouldContain(sentence);
        fault.ToString().ShouldNotContain("hush-hush");
    }

    [Fact]
    public void ToString_Any_ShowsNoSecret()
    {
        var settings = ChannelSettings.Parse(Places.Secret);
        object[] all = [settings, settings.Teams!, settings.PagerDuty!, settings.Jira!, settings.ServiceNow!, settings.Webhook!];
        all.ShouldAllBe(one => one.ToString()!.EndsWith("(not shown)"));
    }

    private static string With(string channel, string member, string? value)
    {
        var secret = JsonNode.Parse(Places.Secret)!;
        secret[channel]!.AsObject().Remove(member);
        if (value is not null)
            secret[channel]![member] = JsonNode.Parse(value);
        return secret.ToJsonString();
    }
}
