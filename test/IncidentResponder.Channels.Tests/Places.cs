using System.Collections.Immutable;
using IncidentResponder.Channels.Jira;
using IncidentResponder.Channels.PagerDuty;
using IncidentResponder.Channels.ServiceNow;
using IncidentResponder.Channels.Teams;
using IncidentResponder.Channels.Webhook;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Tests;

/// <summary>The channels of a made-up organization, as its secret sets them up.</summary>
internal static class Places
{
    public const string Secret = """
        {
          "teams": { "webhookUrl": "https://teams.example.com/workflows/incidents?sig=example" },
          "pagerDuty": { "routingKey": "example-routing-key" },
          "jira": {
            "site": "https://jira.example.com", "email": "responder@example.com", "apiToken": "example-token",
            "project": "SEC", "issueType": "Task", "doneTransition": "31"
          },
          "serviceNow": {
            "instance": "https://servicenow.example.com", "user": "responder", "password": "example-password",
            "closeCode": "Solution provided", "assignmentGroup": "Security"
          },
          "webhook": { "url": "https://hooks.example.com/incidents", "secret": "example-secret-of-32-characters!!" }
        }
        """;

    private static readonly ChannelSettings Settings = ChannelSettings.Parse(Secret);

    public static ImmutableArray<string> Names { get; } = ["teams", "pagerduty", "jira", "servicenow", "webhook"];

    public static TheoryData<string> Each => [.. Names];

    public static IChannel Of(string name, ChannelHttp http) => name switch
    {
        "teams" => new TeamsChannel(http, Settings.Teams!),
        "pagerduty" => new PagerDutyChannel(http, Settings.PagerDuty!),
        "jira" => new JiraChannel(http, Settings.Jira!),
        "servicenow" => new ServiceNowChannel(http, Settings.ServiceNow!),
        _ => new WebhookChannel(http, Settings.Webhook!),
    };
}
