using IncidentResponder.Core.Approve;

namespace IncidentResponder.Functions.Page;

/// <summary>What the page's forms ask for.</summary>
/// <param name="codes">Sends codes.</param>
/// <param name="answers">Takes answers.</param>
/// <param name="handOns">Takes requests to hand a question on.</param>
/// <param name="undos">Takes requests to undo.</param>
/// <param name="leases">Takes requests to keep a containment.</param>
public sealed class PageActions(CodeDesk codes, AnswerDesk answers, HandOnDesk handOns, UndoDesk undos, LeaseDesk leases)
{
    internal async Task<Told> DoAsync(string action, ApprovalVisit visit, Dictionary<string, string> fields, CancellationToken cancel) => action switch
    {
        "code" => Told.Of(await codes.SendAsync(visit, cancel).ConfigureAwait(false), visit.Claims.Approver),
        "hand-on" => Told.Of(await handOns.TakeAsync(visit, fields.GetValueOrDefault("to"), fields.GetValueOrDefault("code"), cancel).ConfigureAwait(false)),
        "keep" => Told.Of(await leases.TakeAsync(visit, fields.GetValueOrDefault("code"), cancel).ConfigureAwait(false)),
        "undo" => Told.Of(await undos.TakeAsync(visit, fields.GetValueOrDefault("code"), cancel).ConfigureAwait(false)),
        _ when fields.GetValueOrDefault("decision") is "withdraw" => Told.Of(await answers.WithdrawAsync(visit, fields.GetValueOrDefault("code"), cancel).ConfigureAwait(false)),
        _ => Said(fields) is { } typed
            ? Told.Of(await answers.TakeAsync(visit, typed, cancel).ConfigureAwait(false))
            : new Told(400, new("bad", "That is no answer.", "Nothing was decided. Press one of the two buttons.")),
    };

    private static TypedAnswer? Said(Dictionary<string, string> fields) => fields.GetValueOrDefault("decision") switch
    {
        "approve" => new TypedAnswer(true, fields.GetValueOrDefault("code"), fields.GetValueOrDefault("comment")),
        "deny" => new TypedAnswer(false, fields.GetValueOrDefault("code"), fields.GetValueOrDefault("comment")),
        _ => null,
    };
}
