using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Functions.Page;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>
/// Answers the HTTP API behind personal links and for those who have signed in: lists incidents, shows one, sends codes, takes answers
/// and requests to undo.
/// </summary>
/// <param name="list">What lists incidents.</param>
/// <param name="desk">What answers about one.</param>
/// <param name="news">Says that an incident has changed.</param>
public sealed class ApprovalPage(ListDesk list, PageDesk desk, ChangeNews news)
{
    /// <summary>Answers one request.</summary>
    public async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        var asked = PageRequest.Of(request);
        if (asked.Incident.Length == 0)
            return (await list.AnswerAsync(asked, cancel).ConfigureAwait(false)).ToResponse(asked);

        var reply = await desk.AnswerAsync(asked, cancel).ConfigureAwait(false);
        if (asked.Method == "POST" && reply.Status == 200)
            await news.TryRaiseAsync(asked.Incident, cancel).ConfigureAwait(false);
        return reply.ToResponse(asked);
    }
}
