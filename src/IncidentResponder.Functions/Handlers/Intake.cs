using System.Text;
using Amazon.Lambda.SQSEvents;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Takes findings from the queue. Each message stands alone: a bad one goes back, and in the end to the dead-letter queue.</summary>
/// <param name="opening">Opens incidents.</param>
/// <param name="log">The function's log.</param>
public sealed class Intake(FindingIntake opening, StageLog log)
{
    /// <summary>Takes a batch and names the messages that failed.</summary>
    public async Task<SQSBatchResponse> RunAsync(SQSEvent batch, CancellationToken cancel)
    {
        List<SQSBatchResponse.BatchItemFailure> failed = [];
        foreach (var message in batch.Records ?? [])
        {
            if (!await TryTakeAsync(message, cancel).ConfigureAwait(false))
                failed.Add(new() { ItemIdentifier = message.MessageId });
        }

        return new() { BatchItemFailures = failed };
    }

    // Whatever goes wrong with one message must not touch its siblings: this is the runtime loop of the batch.
    private async Task<bool> TryTakeAsync(SQSEvent.SQSMessage message, CancellationToken cancel)
    {
        try
        {
            var taken = true;
            foreach (var one in EventReader.Read(message.Body ?? ""))
                taken &= await TakeAsync(one, message, cancel).ConfigureAwait(false);
            return taken;
        }
        catch (Exception fault)
        {
            log.Write(Stage.Ingest, null, "Failed", $"Message {message.MessageId}: {fault.GetType().Name}: {fault.Message}");
            return false;
        }
    }

    private async Task<bool> TakeAsync(Ingested one, SQSEvent.SQSMessage message, CancellationToken cancel)
    {
        switch (one)
        {
            case Ingested.Understood understood:
                await opening.OpenAsync(understood.Finding, Encoding.UTF8.GetBytes(message.Body), ArrivalOf(message), cancel).ConfigureAwait(false);
                return true;
            case Ingested.Unreadable unreadable:
                log.Write(Stage.Ingest, null, "Unreadable", $"Message {message.MessageId} at {unreadable.Path}: {unreadable.Reason}");
                return false;
            case Ingested.Ignored { Foreign: true } foreign:
                log.Write(Stage.Ingest, null, "Unreadable", $"Message {message.MessageId}: {foreign.Reason} It was not delivered by EventBridge; see who sent it.");
                return false;
            default:
                log.Write(Stage.Ingest, null, "Ignored", (one as Ingested.Ignored)?.Reason ?? "");
                return true;
        }
    }

    private static InvocationClock ArrivalOf(SQSEvent.SQSMessage message)
    {
        var attributes = message.Attributes ?? [];
        var stamp = attributes.GetValueOrDefault("ApproximateFirstReceiveTimestamp") ?? attributes.GetValueOrDefault("SentTimestamp");
        return long.TryParse(stamp, out var milliseconds)
            ? InvocationClock.Since(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : throw new FormatException($"Message {message.MessageId} has no ApproximateFirstReceiveTimestamp; it was not delivered by SQS.");
    }
}
