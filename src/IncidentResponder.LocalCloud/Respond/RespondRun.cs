using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core;
using IncidentResponder.Core.Ledger;
using IncidentResponder.LocalCloud.Respond.Seeding;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Follows one event through a cloud that is up.</summary>
/// <param name="host">The cloud.</param>
/// <param name="options">What was asked.</param>
/// <param name="timeline">Where to print.</param>
public sealed class RespondRun(LocalCloudHost host, RespondOptions options, Timeline timeline)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly CloudReads reads = new(host);

    /// <summary>How the containment is undone when that is asked for; by the page when null.</summary>
    public Func<IncidentId, CancellationToken, Task>? UndoElsewhere { get; init; }

    /// <summary>When the event was put on the bus, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long PutAt { get; private set; }

    /// <summary>Seeds, puts the event, answers, waits for the end, undoes when asked, and gathers the report.</summary>
    public async Task<RespondReport> FollowAsync(string eventText, CancellationToken cancel)
    {
        using var aws = new AwsClients(host.Endpoint, host.Api.Region);
        var world = await SeedAsync(aws, eventText, cancel);
        var before = await WorldSnapshot.ReadAsync(aws, world, cancel);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var following = new IncidentFollower(host, timeline);
        using var responder = new Responder(host, timeline, options.Answer);
        host.Clock.JumpsTo = options.Answer == Answer.None ? AllWaits : ServiceWaits;
        host.Clock.FastForward = true;
        timeline.Start();
        timeline.Say("EventBridge", "the event is put on the bus");
        PutAt = Stopwatch.GetTimestamp();
        await PutAsync(world.EventText, cancel);

        var incident = await following.EndAsync(patience.Token);
        var ended = await WorldSnapshot.ReadAsync(aws, world, cancel);
        timeline.Changes("What changed (before → after)", before.ChangesTo(ended));

        var status = incident is { } known && await reads.RecordAsync(known, cancel) is { } kept ? reads.WorkflowStatusOf(kept.Incident.Finding) : "";

        var undone = ImmutableArray<WorldChange>.Empty;
        if (options.Undo && incident is { } contained)
        {
            await (UndoElsewhere ?? responder.UndoAsync)(contained, patience.Token);
            await following.EndAsync(patience.Token);
            undone = before.ChangesTo(await WorldSnapshot.ReadAsync(aws, world, cancel));
            timeline.Changes("What still differs after the undo", undone);
        }

        return await ReportAsync(incident, following, status, before.ChangesTo(ended), undone, cancel);
    }

    private static ImmutableHashSet<Time.WaitKind> ServiceWaits => [Time.WaitKind.Wait, Time.WaitKind.Retry];

    private static ImmutableHashSet<Time.WaitKind> AllWaits => [.. ServiceWaits, Time.WaitKind.Heartbeat, Time.WaitKind.TaskTimeout];

    /// <summary>A finding of GuardDuty's own reaches Security Hub too, as on AWS: the incident must be one all the same.</summary>
    private async Task PutAsync(string eventText, CancellationToken cancel)
    {
        using var document = JsonDocument.Parse(eventText);
        var root = document.RootElement;
        var finding = root.TryGetProperty("source", out var source) && source.GetString() == "aws.guardduty" && root.TryGetProperty("detail", out var detail)
            ? JsonNode.Parse(detail.GetRawText()) as JsonObject
            : null;
        if (finding is not null)
            host.GuardDuty.Keep(finding);
        await host.PutEventAsync(root, cancel);
        if (finding is not null)
            await host.GuardDuty.ImportAsync(finding, cancel);
    }

    private async Task<SeededWorld> SeedAsync(AwsClients aws, string eventText, CancellationToken cancel)
    {
        if (!options.Seed)
            return new SeededWorld(eventText, [], null, null);
        var world = await new EventSeeder(aws, host.Api.Account, host.Api.Region).SeedAsync(eventText, options.Tags, cancel);
        timeline.List("In the account", world.Made);
        return world;
    }

    private async Task<RespondReport> ReportAsync(
        IncidentId? incident, IncidentFollower following, string status, ImmutableArray<WorldChange> changes, ImmutableArray<WorldChange> undone, CancellationToken cancel)
    {
        var record = incident is { } id ? await reads.RecordAsync(id, cancel) : null;
        return new RespondReport
        {
            Record = record,
            Changes = changes,
            AfterUndo = undone,
            Messages = host.Sent.All,
            WorkflowStatus = status,
            Transitions = following.Transitions,
            Calls = host.Counts.FromFunctions.ToImmutableSortedDictionary(StringComparer.Ordinal),
            ToContained = following.ToContained,
            LedgerIntact = record is not null && LedgerChain.Verify(record.Ledger) is LedgerVerdict.Intact,
        };
    }
}
