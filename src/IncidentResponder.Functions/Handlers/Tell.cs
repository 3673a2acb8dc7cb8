using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using IncidentResponder.Core;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Brings what people see up to date after each change, and does what they press where they see it. Nothing waits for it.</summary>
/// <param name="telling">Brings it up to date.</param>
/// <param name="clicks">Does what people press.</param>
/// <param name="log">The function's log.</param>
public sealed class Tell(Telling telling, SlackClicks clicks, StageLog log)
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
            var task = JsonSerializer.Deserialize(message.Body ?? "", PayloadJson.Default.TellTask)
                ?? throw new JsonException("The message is 'null'; it was not sent by the responder.");
            var (id, clock) = (IncidentId.Parse(task.IncidentId), Intake.ArrivalOf(message));
            if (task is { Slack: { } pressed, At: { } at })
                await clicks.DoAsync(id, pressed, at, cancel).ConfigureAwait(false);
            await telling.ShowAsync(id, task.Attempt, clock, cancel).ConfigureAwait(false);
            log.Write(Stage.Notify, id, "Told");
            return true;
        }
        catch (Exception fault)
        {
            log.Write(Stage.Notify, null, "NotTold", $"Message {message.MessageId}: {fault.GetType().Name}: {fault.Message}");
            return false;
        }
    }
}
