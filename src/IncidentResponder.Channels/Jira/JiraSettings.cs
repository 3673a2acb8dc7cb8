using System.Text.Json;

namespace IncidentResponder.Channels.Jira;

/// <summary>Where Jira Cloud issues are made.</summary>
public sealed record JiraSettings
{
    /// <summary>The site: "https://example.atlassian.net".</summary>
    public required Uri Site { get; init; }

    /// <summary>The e-mail address of the account that writes.</summary>
    public required string Email { get; init; }

    /// <summary>That account's API token.</summary>
    public required string ApiToken { get; init; }

    /// <summary>The project's key: "SEC".</summary>
    public required string Project { get; init; }

    /// <summary>The type of the issues, by name: "Task".</summary>
    public required string IssueType { get; init; }

    /// <summary>The id of the transition that is made once nobody need act; null to leave the issue's status to people.</summary>
    public string? DoneTransition { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They cannot be used; the sentence says why.</exception>
    public static JiraSettings Parse(JsonElement json)
    {
        const string Project = "the project's key, capital letters, digits and '_'";
        SettingsReader reader = new(json, "jira");
        JiraSettings settings = new()
        {
            Site = reader.Site("site", "the site alone, like \"https://example.atlassian.net\","),
            Email = reader.User("email", "the e-mail address of the account that writes"),
            ApiToken = reader.Text("apiToken", "an API token of that account"),
            Project = reader.Text("project", Project),
            IssueType = reader.Text("issueType", "the name of the issues' type, like \"Task\","),
            DoneTransition = reader.OptionalText("doneTransition", "the id of the transition to make when it is over"),
        };
        reader.End();

        // It is written into a query.
        return settings.Project.All(character => character is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')
            ? settings
            : throw reader.Wrong("project", "is no project's key", Project);
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => "Jira settings (not shown)";
}
