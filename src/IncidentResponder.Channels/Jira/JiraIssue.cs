using System.Text.Json;

namespace IncidentResponder.Channels.Jira;

/// <summary>Issues and comments in the Atlassian document format, in which text is text: nothing in it is markup.</summary>
internal static class JiraIssue
{
    // Jira's own limit.
    private const int LongestSummary = 255;

    /// <summary>The label by which the issue is found again.</summary>
    internal static string LabelOf(Showing showing) => $"incident-responder-{showing.Id}";

    /// <summary>A new issue.</summary>
    internal static string Of(Showing showing, JiraSettings settings) => JsonText.Object(json => json.Member("fields", () =>
    {
        json.Member("project", () => json.WriteString("key", settings.Project));
        json.Member("issuetype", () => json.WriteString("name", settings.IssueType));
        json.WriteString("summary", showing.Title(LongestSummary));
        json.Array("labels", [LabelOf(showing)], json.WriteStringValue);
        Document(json, "description", [showing.Sentence, .. showing.Facts.Select(fact => $"{fact.Label}: {fact.Text}"), .. showing.Plan()]);
    }));

    /// <summary>A comment on how it stands now.</summary>
    internal static string Comment(Showing showing) => JsonText.Object(json => Document(json, "body", [showing.Sentence, .. showing.Plan()]));

    private static void Document(Utf8JsonWriter json, string name, IEnumerable<string> paragraphs) => json.Member(name, () =>
    {
        json.WriteString("type", "doc");
        json.WriteNumber("version", 1);
        json.Array("content", paragraphs, text => json.Item(() =>
        {
            json.WriteString("type", "paragraph");
            json.Array("content", [text], line => json.Item(() =>
            {
                json.WriteString("type", "text");
                json.WriteString("text", line);
            }));
        }));
    });
}
