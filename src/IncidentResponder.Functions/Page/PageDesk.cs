using System.Security.Cryptography;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Page;

/// <summary>Answers requests to the page. GET, HEAD and OPTIONS change nothing.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="links">Makes links.</param>
/// <param name="reader">Reads them.</param>
/// <param name="roll">Who may answer by the policy as it is now.</param>
/// <param name="actions">What a POST asks for.</param>
public sealed class PageDesk(IIncidentRecords records, ApprovalLinks links, LinkReader reader, ApproverRoll roll, PageActions actions)
{
    /// <summary>Answers one request.</summary>
    public async Task<PageReply> AnswerAsync(PageRequest request, CancellationToken cancel)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
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
        if (await EnterAsync(request, request.Token, cancel).ConfigureAwait(false) is not { } entry)
            return Refusal.BadLink.ToReply(nonce);
        if (Approvers.Refusal(entry.Visit) is { } other)
            return Turned(other, nonce);
        if (request.As is { } word)
            return Export(word, entry, nonce);
        var told = entry.Expired || entry.Visit.Claims.Purpose is LinkPurpose.Undo ? Told.Nothing : Told.Of(ApprovalRules.Judge(entry.Visit));
        return new(200, nonce, await RenderAsync(request, entry, told, nonce, cancel).ConfigureAwait(false));
    }

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
        if (await EnterAsync(request, fields.GetValueOrDefault("token"), cancel).ConfigureAwait(false) is not { } entry)
            return Refusal.BadLink.ToReply(nonce);
        if (Approvers.Refusal(entry.Visit) is { } other)
            return Turned(other, nonce);
        var told = entry.Expired
            ? new Told(410, new("bad", "This link has expired.", "Nothing was done. Below is how the incident stands."))
            : await actions.DoAsync(request.Action, entry.Visit, fields, cancel).ConfigureAwait(false);
        var record = await records.ReadAsync(entry.Visit.Id, cancel).ConfigureAwait(false) ?? entry.Visit.Record;
        var after = entry with { Visit = entry.Visit with { Record = record }, CodeSent = request.Action is not ("undo" or "keep" or "hand-on") || told.Status == 422 };
        return new(told.Status, nonce, await RenderAsync(request, after, told, nonce, cancel).ConfigureAwait(false));
    }

    private async Task<PageEntry?> EnterAsync(PageRequest request, string? token, CancellationToken cancel)
    {
        if (!IncidentId.TryParse(request.Incident, out var id))
            return null;
        var link = await reader.ReadAsync(token, id, request.Now, cancel).ConfigureAwait(false);
        if ((link as LinkReading.Valid)?.Claims is not { } claims && (claims = (link as LinkReading.Expired)?.Claims) is null)
            return null;
        return await records.ReadAsync(id, cancel).ConfigureAwait(false) is { } record
            ? new PageEntry(new ApprovalVisit(record, claims, request.Now, roll), token ?? "", link is LinkReading.Expired)
            : null;
    }

    private async Task<Html> RenderAsync(PageRequest request, PageEntry entry, Told told, string nonce, CancellationToken cancel)
    {
        var (visit, answering) = (entry.Visit, entry.Visit.Claims.Purpose is LinkPurpose.Approve);
        var answer = !entry.Expired && answering && ApprovalRules.Judge(visit) is ApprovalVerdict.Accept;
        var undo = !entry.Expired && !answer && UndoRules.Judge(visit) is UndoVerdict.Offer;
        return IncidentPage.Render(new PageView
        {
            Visit = visit,
            AnswerToken = answer ? entry.Token : null,
            UndoToken = !undo ? null : answering ? await UndoTokenAsync(visit, cancel).ConfigureAwait(false) : entry.Token,
            Message = told.Message,
            CodeSent = entry.CodeSent && (answer || undo),
            ReadToken = entry.Token,
            TimeZone = roll.People.ByAddress(visit.Claims.Approver)?.TimeZone,
            Path = $"{request.Prefix}/incidents/{visit.Id}",
            Nonce = nonce,
        });
    }

    // The same person, the same incident, no longer than the link that was opened; the undo needs its own code besides.
    private Task<string> UndoTokenAsync(ApprovalVisit visit, CancellationToken cancel) => links.TokenAsync(
        visit.Id, visit.Claims.PlanDigest, visit.Claims.Approver, new LinkTerm(LinkPurpose.Undo, visit.Now, visit.Claims.ExpiresAt), cancel);

    private static PageReply Turned(ApprovalVerdict.NotAnApprover other, string nonce) =>
        new Refusal(403, "You can't answer this", $"Nothing was done. {other.Why} {Told.WhoMay(other.WhoMay)}").ToReply(nonce);
}
