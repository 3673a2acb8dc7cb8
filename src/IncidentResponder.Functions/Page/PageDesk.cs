using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>Answers requests to an incident's page. GET, HEAD and OPTIONS change nothing.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="links">Makes links.</param>
/// <param name="door">Lets people in.</param>
/// <param name="actions">What a POST asks for.</param>
public sealed class PageDesk(IIncidentRecords records, ApprovalLinks links, PageDoor door, PageActions actions)
{
    /// <summary>Answers one request.</summary>
    public async Task<PageReply> AnswerAsync(PageRequest request, CancellationToken cancel)
    {
        var nonce = PageHeaders.Nonce();
        return request.Method switch
        {
            "OPTIONS" => new(204, nonce, Html.Empty),
            "GET" or "HEAD" => await ShowAsync(request, nonce, cancel).ConfigureAwait(false),
            "POST" => await ActAsync(request, nonce, cancel).ConfigureAwait(false),
            _ => new Refusal(405, "This can't be done here", "Nothing was done. Open the link in your message.").ToReply(nonce),
        };
    }

    private async Task<PageReply> ShowAsync(PageRequest request, string nonce, CancellationToken cancel)
    {
        var (entered, refusal) = await door.EnterAsync(request, request.Token, cancel).ConfigureAwait(false);
        if (entered is not { } entry)
            return refusal == Refusal.BadLink && request.Token is null && door.HasSignIn ? PageReply.To(SignInAddress(request)) : refusal!.ToReply(nonce);
        if (entry.Token.Length > 0 && Approvers.Refusal(entry.Visit) is { } other)
            return Turned(other, nonce);
        if (request.As is { } word)
            return Export(word, entry, nonce);
        return new(200, nonce, await RenderAsync(request, entry, ToldOn(entry), nonce, cancel).ConfigureAwait(false));
    }

    // Who has signed in looks at incidents that are none of their business to answer: the page does not say so unasked.
    private static Told ToldOn(PageEntry entry) => (entry, ApprovalRules.Judge(entry.Visit)) switch
    {
        ({ Expired: true } or { Visit.Claims.Purpose: LinkPurpose.Undo }, _) => Told.Nothing,
        ({ Token: "" }, ApprovalVerdict.NotAsked or ApprovalVerdict.NotAnApprover) => Told.Nothing,
        (_, var verdict) => Told.Of(verdict),
    };

    // Whoever may see the page may take it along, also when the link does nothing else any more.
    private static PageReply Export(string word, PageEntry entry, string nonce) => PageExports.Of(word, entry.Visit.Record) switch
    {
        null => new Refusal(404, "There is no such file", "Nothing was done. Open the link in your message; the files are at the end of the page.").ToReply(nonce),
        { Content.Length: > PageExports.Largest } => new Refusal(413, "This file is too large for the page", $"Nothing was done. It is written by: ir report {entry.Visit.Id} --format {word} --out FILE").ToReply(nonce),
        var export => new(200, nonce, Html.Empty) { Export = export },
    };

    private async Task<PageReply> ActAsync(PageRequest request, string nonce, CancellationToken cancel)
    {
        if (FormGuard.Check(request) is { } refusal)
            return refusal.ToReply(nonce);
        if (FormGuard.Fields(request) is not { } fields)
            return new Refusal(400, "This form can't be read", "Nothing was done. Open the link in your message and answer there.").ToReply(nonce);
        if (fields.GetValueOrDefault("token") is not { Length: > 0 } token)
            return Refusal.BadLink.ToReply(nonce);
        var (entered, turned) = await door.EnterAsync(request, token, cancel).ConfigureAwait(false);
        if (entered is not { } entry)
            return turned!.ToReply(nonce);
        if (Approvers.Refusal(entry.Visit) is { } other)
            return Turned(other, nonce);
        var told = entry.Expired
            ? new Told(410, new("bad", "This link has expired.", "Nothing was done. Below is how the incident stands."))
            : await actions.DoAsync(request.Action, entry.Visit, fields, cancel).ConfigureAwait(false);
        var record = await records.ReadAsync(entry.Visit.Id, cancel).ConfigureAwait(false) ?? entry.Visit.Record;
        var after = entry with { Visit = entry.Visit with { Record = record }, CodeSent = request.Action is not ("undo" or "keep" or "hand-on") || told.Status == 422 };
        return new(told.Status, nonce, await RenderAsync(request, after, told, nonce, cancel).ConfigureAwait(false));
    }

    private async Task<Html> RenderAsync(PageRequest request, PageEntry entry, Told told, string nonce, CancellationToken cancel)
    {
        var (visit, answering) = (entry.Visit, entry.Visit.Claims.Purpose is LinkPurpose.Approve);
        var answer = !entry.Expired && answering && ApprovalRules.Judge(visit) is ApprovalVerdict.Accept;
        var undo = !entry.Expired && !answer && UndoRules.Judge(visit) is UndoVerdict.Offer;
        var path = $"{request.Prefix}/incidents/{visit.Id}";
        return IncidentPage.Render(new PageView
        {
            Visit = visit,
            AnswerToken = !answer ? null : entry.Token is { Length: > 0 } token ? token : await TokenAsync(visit, LinkPurpose.Approve, cancel).ConfigureAwait(false),
            UndoToken = !undo ? null : answering ? await TokenAsync(visit, LinkPurpose.Undo, cancel).ConfigureAwait(false) : entry.Token,
            Message = told.Message,
            CodeSent = entry.CodeSent && !visit.Vouched && (answer || undo),
            Files = entry.Session is null ? $"{path}?t={entry.Token}&as=" : $"{path}?as=",
            Session = entry.Session,
            SignIn = door.HasSignIn ? SignInAddress(request) : null,
            TimeZone = door.Roll.People.ByAddress(visit.Claims.Approver)?.TimeZone,
            Path = path,
            Home = request.Prefix,
            Nonce = nonce,
        });
    }

    private static string SignInAddress(PageRequest request) => $"{request.Prefix}{SignInDesk.Begin}?incident={Uri.EscapeDataString(request.Incident)}";

    // For the page's form: the same person, the same incident, the plan that is shown, and no longer than the link or the session by which
    // the page was opened. An undo's needs its own code besides.
    private Task<string> TokenAsync(ApprovalVisit visit, LinkPurpose purpose, CancellationToken cancel) => links.TokenAsync(
        visit.Id, visit.Claims.PlanDigest, visit.Claims.Approver, new LinkTerm(purpose, visit.Now, visit.Claims.ExpiresAt), cancel);

    private static PageReply Turned(ApprovalVerdict.NotAnApprover other, string nonce) =>
        new Refusal(403, "You can't answer this", $"Nothing was done. {other.Why} {Told.WhoMay(other.WhoMay)}").ToReply(nonce);
}
