using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.LocalCloud.Sns;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Watches executions and messages, prints them, and knows when an incident has ended.</summary>
public sealed class IncidentFollower : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private readonly LocalCloudHost host;
    private readonly Timeline timeline;
    private readonly CloudReads reads;
    private readonly IDisposable following;
    private readonly Lock gate = new();
    private readonly Queue<string> ended = [];
    private DateTimeOffset? eventAt;
    private int running;

    /// <summary>Begins to watch.</summary>
    public IncidentFollower(LocalCloudHost host, Timeline timeline)
    {
        this.host = host;
        this.timeline = timeline;
        reads = new CloudReads(host);
        following = host.StepFunctions.Follow(Tell);
        host.Sent.Arrived += Tell;
    }

    /// <summary>State transitions of the executions that ended.</summary>
    public int Transitions { get; private set; }

    /// <summary>Cloud time from the first state to the first confirmed verification.</summary>
    public TimeSpan? ToContained { get; private set; }

    /// <summary>Waits for the next execution to end.</summary>
    /// <returns>The incident, or null when the event started none: it was ignored, or it is in the dead-letter queue.</returns>
    public async Task<IncidentId?> EndAsync(CancellationToken cancel)
    {
        while (true)
        {
            lock (gate)
                if (ended.TryDequeue(out var name))
                    return IncidentId.Parse(name.Split("-undo-")[0]);
            if (running == 0 && await reads.EventsAreHandledAsync(cancel))
                return NothingStarted();
            await Task.Delay(Glance, cancel);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        host.Sent.Arrived -= Tell;
        following.Dispose();
    }

    private IncidentId? NothingStarted()
    {
        lock (gate)
            return ended.TryDequeue(out var name) ? IncidentId.Parse(name) : null;
    }

    private void Tell(SentMessage message) => timeline.Say("SNS", $"{message.Kind}: {message.Subject}", "blue");

    private void Tell(ExecutionMoment moment)
    {
        switch (moment.Kind)
        {
            case var _ when moment.ExecutionName.Contains("-lease-", StringComparison.Ordinal):
                TellLease(moment);
                break;
            case MomentKind.Started:
                Interlocked.Increment(ref running);
                eventAt ??= moment.At;
                timeline.Say("Step Functions", $"{moment.StateMachineName} started as {moment.ExecutionName}");
                break;
            case MomentKind.StateExited when moment.State is { } state && OutcomeIn(moment.Detail, state) is { } outcome:
                if (state == nameof(Stage.Verify) && outcome.StartsWith("Confirmed", StringComparison.Ordinal))
                    ToContained ??= moment.At - eventAt;
                timeline.Say(state, outcome);
                break;
            case MomentKind.StateRetried:
                timeline.Say(moment.State ?? "", $"again after {moment.Detail}", "yellow");
                break;
            case MomentKind.Succeeded or MomentKind.Failed or MomentKind.TimedOut or MomentKind.Aborted:
                timeline.Say("Step Functions", $"{moment.StateMachineName} {moment.Kind.ToString().ToLowerInvariant()}", moment.Kind == MomentKind.Succeeded ? "green" : "red");
                Transitions += host.StepFunctions.TransitionsOf(moment.ExecutionArn)?.Total ?? 0;
                lock (gate)
                    ended.Enqueue(moment.ExecutionName);
                Interlocked.Decrement(ref running);
                break;
        }
    }

    // A lease outlives what is followed here.
    private void TellLease(ExecutionMoment moment)
    {
        if (moment.Kind is MomentKind.Started)
            timeline.Say("Step Functions", $"{moment.StateMachineName} watches {moment.ExecutionName}");
    }

    /// <summary>The outcome that a stage left in the execution's data; null for states that are no stage.</summary>
    private static string? OutcomeIn(string? detail, string state)
    {
        if (detail is null || JsonNodeIn(detail) is not { } data)
            return null;
        return state switch
        {
            nameof(Stage.Decide) => Text(data, "decision", "mode"),
            nameof(Stage.Approve) or "Expire" => Joined(Text(data, "answer", "outcome"), Text(data, "answer", "by")),
            nameof(Stage.Preserve) => Text(data, "evidence", "outcome"),
            nameof(Stage.Remediate) or nameof(Stage.Verify) => Text(data, "step", "outcome"),
            nameof(Stage.Enrich) => "done",
            nameof(Stage.Close) => Text(data, "close", "outcome") ?? Text(data, "outcome", null),
            _ => null,
        };
    }

    private static string? Joined(string? outcome, string? by) => by is null ? outcome : $"{outcome} by {by}";

    private static JsonElement? JsonNodeIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement? data, string first, string? second)
    {
        if (data is not { } element || !element.TryGetProperty(first, out var value))
            return null;
        if (second is not null && (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(second, out value)))
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
