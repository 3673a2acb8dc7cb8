using System.Collections.Immutable;
using System.Text;
using Amazon.Lambda.SQSEvents;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>
/// Takes findings from the queues, the weightiest of a batch first. Each message stands alone: a bad one goes back, and in the end to the
/// dead-letter queue.
/// </summary>
/// <param name="findings">Opens incidents and joins findings to them.</param>
/// <param name="flood">Takes what comes too fast.</param>
/// <param name="own">The responder's account.</param>
/// <param name="log">The function's log.</param>
public sealed class Intake(FindingIntake findings, Flood flood, AccountId own, StageLog log)
{
    /// <summary>Takes a batch and names the messages that failed.</summary>
    public async Task<SQSBatchResponse> RunAsync(SQSEvent batch, CancellationToken cancel)
    {
        HashSet<string> failed = new(StringComparer.Ordinal);
        List<(string Message, Incident Incident, DateTimeOffset At)> digested = [];
        foreach (var message in (batch.Records ?? []).Select(Read).OrderByDescending(message => message.Weight))
        {
            if (!await TryTakeAsync(message, digested, cancel).ConfigureAwait(false))
                failed.Add(message.Id);
        }

        if (digested.Count > 0 && !await TryDigestAsync(digested, cancel).ConfigureAwait(false))
            failed.UnionWith(digested.Select(one => one.Message));
        return new() { BatchItemFailures = [.. failed.Select(id => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = id })] };
    }

    // Whatever is wrong with one message must not touch its siblings: this is the runtime loop of the batch.
    private Message Read(SQSEvent.SQSMessage message)
    {
        try
        {
            return new(message.MessageId, Encoding.UTF8.GetBytes(message.Body ?? ""), EventReader.Read(message.Body ?? "", own), ArrivalOf(message));
        }
        catch (Exception fault)
        {
            Failed(message.MessageId, fault);
            return new(message.MessageId, [], [], null);
        }
    }

    // As above.
    private async Task<bool> TryTakeAsync(Message message, List<(string, Incident, DateTimeOffset)> digested, CancellationToken cancel)
    {
        if (message.Clock is not { } clock)
            return false;

        try
        {
            var taken = true;
            foreach (var one in message.Results)
                taken &= await TakeAsync(one, message, clock, digested, cancel).ConfigureAwait(false);
            return taken;
        }
        catch (Exception fault)
        {
            Failed(message.Id, fault);
            return false;
        }
    }

    private async Task<bool> TakeAsync(
        Ingested one, Message message, InvocationClock clock, List<(string, Incident, DateTimeOffset)> digested, CancellationToken cancel)
    {
        switch (one)
        {
            case Ingested.Understood understood:
                var taken = await findings.TakeAsync(understood.Finding, message.Body, clock, cancel).ConfigureAwait(false);
                if (taken.Outcome is "Digested")
                    digested.Add((message.Id, taken.Incident, clock.GetUtcNow()));
                log.Write(Stage.Triage, taken.Incident.Id, taken.Outcome);
                return true;
            case Ingested.Unreadable unreadable:
                log.Write(Stage.Ingest, null, "Unreadable", $"Message {message.Id} at {unreadable.Path}: {unreadable.Reason}");
                return false;
            case Ingested.Ignored { Foreign: true } foreign:
                log.Write(Stage.Ingest, null, "Unreadable", $"Message {message.Id}: {foreign.Reason} It was not delivered by EventBridge; see who sent it.");
                return false;
            default:
                log.Write(Stage.Ingest, null, "Ignored", (one as Ingested.Ignored)?.Reason ?? "");
                return true;
        }
    }

    // As above: what can't be put into the digest is delivered again.
    private async Task<bool> TryDigestAsync(List<(string Message, Incident Incident, DateTimeOffset At)> digested, CancellationToken cancel)
    {
        try
        {
            await flood.DigestAsync([.. digested.Select(one => one.Incident)], digested.Max(one => one.At), cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault)
        {
            Failed(digested[0].Message, fault);
            return false;
        }
    }

    private void Failed(string message, Exception fault) =>
        log.Write(Stage.Ingest, null, "Failed", $"Message {message}: {fault.GetType().Name}: {fault.Message}");

    internal static InvocationClock ArrivalOf(SQSEvent.SQSMessage message)
    {
        var attributes = message.Attributes ?? [];
        var stamp = attributes.GetValueOrDefault("ApproximateFirstReceiveTimestamp") ?? attributes.GetValueOrDefault("SentTimestamp");
        return long.TryParse(stamp, out var milliseconds)
            ? InvocationClock.Since(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : throw new FormatException($"Message {message.MessageId} has no ApproximateFirstReceiveTimestamp; it was not delivered by SQS.");
    }

    private sealed record Message(string Id, byte[] Body, ImmutableArray<Ingested> Results, InvocationClock? Clock)
    {
        public Severity? Weight => Results.OfType<Ingested.Understood>().Max(one => (Severity?)one.Finding.Severity);
    }
}
