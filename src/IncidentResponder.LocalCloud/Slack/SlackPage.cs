using System.Net;
using System.Text;
using System.Text.Json;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>The channel as one person sees it, as a plain page whose buttons click.</summary>
internal static class SlackPage
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:16px/1.45 system-ui,sans-serif;max-width:44rem;margin:1rem auto;padding:0 1rem}
        article{border:1px solid #8886;border-radius:8px;padding:.5rem 1rem;margin:1rem 0}article article{margin-left:1rem}.only{border-style:dashed}
        h2{font-size:1.1rem;margin:.3rem 0}p{margin:.4rem 0;overflow-wrap:anywhere}small,footer{opacity:.75}
        button{font:inherit;min-height:44px;padding:.3rem .9rem;margin:.2rem .4rem .2rem 0;border-radius:6px;border:1px solid #888}
        .primary{background:#0b6e4f;color:#fff}.danger{background:#b3261e;color:#fff}mark{background:#fc65;color:inherit}.call{background:#f446}
        form{display:inline}details{display:inline-block;vertical-align:top;max-width:100%}summary{cursor:pointer;padding:.5rem .9rem;border:1px solid #888;border-radius:6px;margin:.2rem .4rem .2rem 0}
        """;

    /// <summary>Writes it.</summary>
    /// <param name="workspace">What there is.</param>
    /// <param name="viewer">Who looks.</param>
    internal static string Of(SlackWorkspace workspace, SlackMember viewer)
    {
        StringBuilder html = new();
        html.Append($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>#incidents</title><style>{Style}</style></head><body>");
        html.Append($"<h1>#incidents</h1><p><small>A stand-in for Slack, as {Text(viewer.Name)} sees it. See it as ");
        html.AppendJoin(", ", workspace.Members.Select(one => $"<a href=\"/?as={Text(one.Id)}\">{Text(one.Name)}</a>")).Append(".</small></p>");
        SlackShown[] seen = [.. workspace.Messages.Where(message => message.OnlyFor is null || message.OnlyFor == viewer.Id)];
        if (seen.Length == 0)
            html.Append("<p>Nothing was posted yet.</p>");
        foreach (SlackShown message in seen.Where(message => message.Thread is null))
            Message(html, message, seen, workspace, viewer);
        return html.Append("</body></html>").ToString();
    }

    private static void Message(StringBuilder html, SlackShown message, SlackShown[] seen, SlackWorkspace workspace, SlackMember viewer)
    {
        html.Append(message.OnlyFor is null ? "<article>" : "<article class=\"only\"><small>Only you can see this.</small>");
        foreach (JsonElement block in message.Now.Blocks.EnumerateArray())
            Block(html, block, message, workspace, viewer);
        html.Append($"<footer><small>{Text(message.TimeStamp)}{(message.Versions.Length > 1 ? $", changed {message.Versions.Length - 1} times" : "")}</small></footer>");
        foreach (SlackShown reply in seen.Where(reply => reply.Thread == message.TimeStamp))
            Message(html, reply, seen, workspace, viewer);
        html.Append("</article>");
    }

    private static void Block(StringBuilder html, JsonElement block, SlackShown message, SlackWorkspace workspace, SlackMember viewer)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "header": html.Append($"<h2>{Shown(block.GetProperty("text"), workspace)}</h2>"); break;
            case "section": html.Append($"<p>{Shown(block.GetProperty("text"), workspace)}</p>"); break;
            case "context": html.Append("<p><small>").AppendJoin(" · ", block.GetProperty("elements").EnumerateArray().Select(one => Shown(one, workspace))).Append("</small></p>"); break;
            default: html.Append("<p>").AppendJoin("", block.GetProperty("elements").EnumerateArray().Select(button => Button(button, message, workspace, viewer))).Append("</p>"); break;
        }
    }

    private static string Button(JsonElement button, SlackShown message, SlackWorkspace workspace, SlackMember viewer)
    {
        string words = Shown(button.GetProperty("text"), workspace);
        string style = button.TryGetProperty("style", out JsonElement given) ? given.GetString() ?? "" : "";
        string Form(string label) =>
            $"<form method=\"post\" action=\"/click\"><input type=\"hidden\" name=\"as\" value=\"{Text(viewer.Id)}\"><input type=\"hidden\" name=\"message\" value=\"{Text(message.TimeStamp)}\"><input type=\"hidden\" name=\"button\" value=\"{Text(button.GetProperty("action_id").GetString())}\"><button class=\"{Text(style)}\">{label}</button></form>";
        return button.TryGetProperty("confirm", out JsonElement confirm)
            ? $"<details><summary class=\"{Text(style)}\">{words}</summary><p><b>{Shown(confirm.GetProperty("title"), workspace)}</b></p><p>{Shown(confirm.GetProperty("text"), workspace)}</p>{Form(Shown(confirm.GetProperty("confirm"), workspace))}</details>"
            : Form(words);
    }

    private static string Shown(JsonElement text, SlackWorkspace workspace) => text.GetProperty("type").ValueEquals("mrkdwn")
        ? SlackMarkdown.Html(text.GetProperty("text").GetString() ?? "", workspace.Members)
        : SlackMarkdown.Plain(text.GetProperty("text").GetString() ?? "");

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
