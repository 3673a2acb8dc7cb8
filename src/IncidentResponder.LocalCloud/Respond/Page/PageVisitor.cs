using System.Text.RegularExpressions;
using IncidentResponder.LocalCloud.Sns;

namespace IncidentResponder.LocalCloud.Respond.Page;

/// <summary>
/// Answers as a responder does: opens the mailed link, asks for a code, reads it from the mail, and posts the answer.
/// </summary>
/// <param name="http">A client that keeps cookies.</param>
/// <param name="messages">The mail that arrived.</param>
public sealed partial class PageVisitor(HttpClient http, SentMessages messages)
{
    /// <summary>Answers the question of a mail.</summary>
    /// <param name="mail">The mail with the link.</param>
    /// <param name="answer">"approve" or "deny".</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The page that the responder sees afterwards.</returns>
    public Task<string> AnswerAsync(SentMessage mail, string answer, CancellationToken cancel) =>
        PostWithCodeAsync(mail, "decision", new Dictionary<string, string> { ["decision"] = answer }, cancel);

    /// <summary>Asks for the containment to be undone, by the link of a mail.</summary>
    public Task<string> UndoAsync(SentMessage mail, CancellationToken cancel) =>
        PostWithCodeAsync(mail, "undo", new Dictionary<string, string>(), cancel);

    /// <summary>Asks for the containment to be kept, by the link of a mail: another button of the same form.</summary>
    public Task<string> KeepAsync(SentMessage mail, CancellationToken cancel) =>
        PostWithCodeAsync(mail, "undo", new Dictionary<string, string>(), cancel, button: "keep");

    /// <summary>Opens the link of a mail.</summary>
    public Task<string> OpenAsync(SentMessage mail, CancellationToken cancel) => http.GetStringAsync(LinkIn(mail), cancel);

    /// <summary>The link to the incident page in a mail.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Uri LinkIn(SentMessage mail)
    {
        var match = Links().Match(mail.Body);
        return match.Success
            ? new Uri(match.Value)
            : throw new InvalidOperationException($"The message '{mail.Subject}' has no link to an incident page; look at its text.");
    }

    private async Task<string> PostWithCodeAsync(
        SentMessage mail, string action, Dictionary<string, string> more, CancellationToken cancel, string? button = null)
    {
        var link = LinkIn(mail);
        var page = await http.GetStringAsync(link, cancel);
        var codesBefore = messages.All.Count(m => m.Kind == "Code");
        var afterCode = await PostAsync(link, FormIn(page, "code"), [], cancel);
        var code = await messages.NextAsync(m => m.Kind == "Code", codesBefore, cancel);
        more["code"] = Codes().Match(code.Body).Value;
        var form = FormIn(afterCode, action);
        return await PostAsync(link, button is null ? form : form with { Action = form.Action[..^action.Length] + button }, more, cancel);
    }

    private async Task<string> PostAsync(Uri page, PageForm form, Dictionary<string, string> more, CancellationToken cancel)
    {
        var fields = form.Fields.Concat(more).ToDictionary(f => f.Key, f => f.Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(page, form.Action)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Origin", page.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode
            ? text
            : throw new InvalidOperationException($"POST {form.Action} answered {(int)response.StatusCode}: {text}");
    }

    private static PageForm FormIn(string page, string action) =>
        PageForm.In(page).FirstOrDefault(f => f.Action.Split('?')[0].EndsWith("/" + action, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The incident page has no form that posts to '{action}'; it shows: {page}");

    [GeneratedRegex(@"https?://\S+/incidents/\S+")]
    private static partial Regex Links();

    [GeneratedRegex(@"\b\d{4}[ -]?\d{4}\b")]
    private static partial Regex Codes();
}
