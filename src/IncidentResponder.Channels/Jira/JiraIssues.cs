using System.Net.Http.Headers;
using System.Text.Json;

namespace IncidentResponder.Channels.Jira;

/// <summary>The calls of Jira Cloud's REST API v3 that are needed.</summary>
internal sealed class JiraIssues(ChannelHttp http, JiraSettings settings)
{
    internal const string Channel = "jira";

    private readonly AuthenticationHeaderValue _credentials = BasicCredentials.Of(settings.Email, settings.ApiToken);

    /// <summary>The key of the oldest issue with the label; null when there is none.</summary>
    internal async Task<string?> FindAsync(string label, CancellationToken cancel)
    {
        var query = JsonText.Object(json =>
        {
            json.WriteString("jql", $"project = \"{settings.Project}\" AND labels = \"{label}\" ORDER BY created ASC");
            json.WriteNumber("maxResults", 1);
            json.Array("fields", ["summary"], json.WriteStringValue);
        });
        var reply = await SendAsync(HttpMethod.Post, "search/jql", query, cancel).ConfigureAwait(false);
        var found = ChannelReply.Items(reply, "issues").Take(1).ToArray();
        return found.Length == 0 ? null : ChannelReply.Key(Channel, ChannelReply.Text(found[0], "key"));
    }

    /// <summary>Makes an issue and returns its key.</summary>
    internal async Task<string> CreateAsync(string issue, CancellationToken cancel)
    {
        var reply = await SendAsync(HttpMethod.Post, "issue", issue, cancel).ConfigureAwait(false);
        return ChannelReply.Key(Channel, ChannelReply.Text(reply, "key"));
    }

    /// <summary>Writes a comment.</summary>
    internal Task CommentAsync(string key, string comment, CancellationToken cancel) => SendAsync(HttpMethod.Post, $"issue/{key}/comment", comment, cancel);

    /// <summary>Makes the transition where the issue's workflow has it open now; whoever moved the issue already has the last word.</summary>
    internal async Task MoveAsync(string key, string transition, CancellationToken cancel)
    {
        var open = await SendAsync(HttpMethod.Get, $"issue/{key}/transitions", null, cancel).ConfigureAwait(false);
        if (!ChannelReply.Items(open, "transitions").Any(one => ChannelReply.Text(one, "id") == transition))
            return;
        var move = JsonText.Object(json => json.Member("transition", () => json.WriteString("id", transition)));
        await SendAsync(HttpMethod.Post, $"issue/{key}/transitions", move, cancel).ConfigureAwait(false);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancel)
    {
        Uri address = new(settings.Site, $"/rest/api/3/{path}");
        var request = json is null ? new HttpRequestMessage(method, address) : ChannelHttp.Json(method, address, json);
        request.Headers.Authorization = _credentials;
        request.Headers.Accept.Add(new("application/json"));
        var reply = await http.SendAsync(Channel, request, cancel).ConfigureAwait(false);
        return reply.Length == 0 ? default : ChannelReply.Read(Channel, reply);
    }
}
