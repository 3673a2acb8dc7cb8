using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>
/// Takes what people press in Slack: checks that it is Slack's word, of this workspace, app and channel, and not said before, and hands it
/// on. Slack waits three seconds for the answer, so nothing is done here.
/// </summary>
/// <param name="settings">Slack's settings.</param>
/// <param name="memory">What was said before.</param>
/// <param name="signal">Hands it on.</param>
/// <param name="log">The function's log.</param>
public sealed class SlackInteractions(Func<CancellationToken, Task<SlackSettings?>> settings, IReplayMemory memory, IChangeSignal signal, StageLog log)
{
    /// <summary>Answers one request. Who is refused here learns nothing but the status.</summary>
    public async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        var (status, why) = await TakeAsync(request, cancel).ConfigureAwait(false);
        log.Write(Stage.Approve, null, $"Slack{status}", why);
        return new() { StatusCode = status, Headers = new Dictionary<string, string> { ["cache-control"] = "no-store" }, Body = "" };
    }

    private async Task<(int Status, string Why)> TakeAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        try
        {
            if (await settings(cancel).ConfigureAwait(false) is not { } slack)
                return (404, "Slack is not set up; put its settings into the channels' secret.");

            var (body, now) = (BodyOf(request), DateTimeOffset.FromUnixTimeMilliseconds(request.RequestContext.TimeEpoch));
            var signature = Header(request, SlackSignature.SignatureHeader);
            var check = SlackSignature.Check(body, Header(request, SlackSignature.TimeHeader), signature, slack.SigningSecrets, now);
            return check is SlackSignatureCheck.Right
                ? await HandOnAsync(SlackInteraction.Read(body), slack, signature ?? "", now, cancel).ConfigureAwait(false)
                : (401, $"The request is not known to be Slack's: {check}.");
        }
        catch (NoticeNotSentException lost)
        {
            return (503, lost.Message);
        }
    }

    private async Task<(int Status, string Why)> HandOnAsync(SlackInteraction interaction, SlackSettings slack, string signature, DateTimeOffset now, CancellationToken cancel)
    {
        if (interaction is not SlackInteraction.Click { What: var click })
            return interaction is SlackInteraction.NotOurs other ? (200, other.Why) : (400, (interaction as SlackInteraction.Unreadable)?.Why ?? "");
        if (click.Objection(slack) is { } objection)
            return (403, objection);
        if (!await memory.IsNewAsync($"slack/{signature}", now + 2 * SlackSignature.Tolerance, cancel).ConfigureAwait(false))
            return (200, "The same request came before; it is not taken twice.");

        TellTask task = new()
        {
            IncidentId = click.Incident.Value,
            Press = new() { User = click.User, Channel = click.Channel, Action = click.Action.ToString(), PlanDigest = click.PlanDigest, At = now },
        };
        await signal.HandOnAsync(click.Incident, JsonSerializer.Serialize(task, PayloadJson.Default.TellTask), cancel).ConfigureAwait(false);
        return (200, $"{click.Action} about {click.Incident} is handed on.");
    }

    private static byte[] BodyOf(APIGatewayHttpApiV2ProxyRequest request) =>
        request.IsBase64Encoded ? Convert.FromBase64String(request.Body ?? "") : Encoding.UTF8.GetBytes(request.Body ?? "");

    private static string? Header(APIGatewayHttpApiV2ProxyRequest request, string name) =>
        request.Headers?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
