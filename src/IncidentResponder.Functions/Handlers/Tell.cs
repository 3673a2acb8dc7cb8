using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using IncidentResponder.Core;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Brings what people see up to date after each change, does what they press where they see it, and takes mails that came back. Nothing waits for it.</summary>
/// <param name="telling">Brings it up to date.</param>
/// <param name="clicks">Does what people press.</param>
/// <param name="bounces">Takes mails that came back.</param>
/// <param name="log">The function's log.</param>
public sealed class Tell(Telling telling, SlackClicks clicks, Bounces bounces, StageLog log)
{
    /// <summary>Takes a batch and names the messages that failed.</summary>
    public async Task<SQSBatchResponse> RunAsync(SQSEvent batch, CancellationToken cancel)
    {
        List<string> failed = [];
        foreach (var message in batch.Records ?? [])
        {
            if (!await TryTellAsync(message, cancel).ConfigureAwait(false))
                failed.Add(message.MessageId);
        }

        return new() { BatchItemFailures = [.. failed.Select(id => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = id })] };
    }

    // Whatever is wrong with one message must not touch its siblings: this is the runtime loop of the batch.
    private async Task<bool> TryTellAsync(SQSEvent.SQSMessage message, CancellationToken cancel)
    {
        try
        {
            var clock = Intake.ArrivalOf(message);
            using var body = JsonDocument.Parse(message.Body ?? "");
            if (body.RootElement.TryGetProperty("detail-type", out var type) && type.ValueEquals(Bounces.EventType))
                log.Write(Stage.Notify, await bounces.TakeAsync(body.RootElement, clock, cancel).ConfigureAwait(false), "Bounced");
            else
                await DoAsync(body.RootElement, clock, cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault)
        {
            log.Write(Stage.Notify, null, "NotTold", $"Message {message.MessageId}: {fault.GetType().Name}: {fault.Message}");
            return false;
        }
    }

    private async Task DoAsync(JsonElement body, InvocationClock clock, CancellationToken cancel)
    {
        var task = body.Deserialize(PayloadJson.Default.TellTask) ?? throw new JsonException("The message is 'null'; it was not sent by the responder.");
        var id = IncidentId.Parse(task.IncidentId);
        if (task.Press is { } press)
            await clicks.DoAsync(id, press, cancel).ConfigureAwait(false);
        await telling.ShowAsync(id, task.Attempt, clock, cancel).ConfigureAwait(false);
        log.Write(Stage.Notify, id, "Told");
    }
}
