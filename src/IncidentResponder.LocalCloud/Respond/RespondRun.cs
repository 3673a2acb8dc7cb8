using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Ledger;
using IncidentResponder.LocalCloud.Respond.Page;
using IncidentResponder.LocalCloud.Respond.Seeding;
using IncidentResponder.LocalCloud.Sns;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Follows one event through a cloud that is up.</summary>
/// <param name="host">The cloud.</param>
/// <param name="options">What was asked.</param>
/// <param name="timeline">Where to print.</param>
public sealed class RespondRun(LocalCloudHost host, RespondOptions options, Timeline timeline)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>When the event was put on the bus, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long PutAt { get; private set; }

    /// <summary>Seeds, puts the event, answers, waits for the end, undoes when asked, and gathers the report.</summary>
    public async Task<RespondReport> FollowAsync(string eventText, CancellationToken cancel)
    {
        using var aws = new AwsClients(host.Endpoint, host.Options.Region);
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
        using (var document = JsonDocument.Parse(world.EventText))
            await host.PutEventAsync(document.RootElement, cancel);

        var incident = await following.EndAsync(patience.Token);
        var ended = await WorldSnapshot.ReadAsync(aws, world, cancel);
        timeline.Changes("What changed (before → after)", before.ChangesTo(ended));

        var undone = ImmutableArray<WorldChange>.Empty;
        if (options.Undo && incident is { } contained)
        {
            await responder.UndoAsync(contained, patience.Token);
            await following.EndAsync(patience.Token);
            undone = before.ChangesTo(await WorldSnapshot.ReadAsync(aws, world, cancel));
            timeline.Changes("What still differs after the undo", undone);
        }

        return await ReportAsync(incident, following, before.ChangesTo(ended), undone, cancel);
    }

    private static ImmutableHashSet<Time.WaitKind> ServiceWaits => [Time.WaitKind.Wait, Time.WaitKind.Retry];

    private static ImmutableHashSet<Time.WaitKind> AllWaits => [.. ServiceWaits, Time.WaitKind.Heartbeat, Time.WaitKind.TaskTimeout];

    private async Task<SeededWorld> SeedAsync(AwsClients aws, string eventText, CancellationToken cancel)
    {
        if (!options.Seed)
            return new SeededWorld(eventText, [], null, null);
        var world = await new EventSeeder(aws, host.Options.Account, host.Options.Region).SeedAsync(eventText, options.Tags, cancel);
        timeline.List("In the account", world.Made);
        return world;
    }

    private async Task<RespondReport> ReportAsync(
        IncidentId? incident, IncidentFollower following, ImmutableArray<WorldChange> changes, ImmutableArray<WorldChange> undone, CancellationToken cancel)
    {
        var record = incident is { } id ? await host.Records.ReadAsync(id, cancel) : null;
        return new RespondReport
        {
            Record = record,
            Changes = changes,
            AfterUndo = undone,
            Messages = host.SentMessages.All,
            WorkflowStatus = record is null ? "" : host.WorkflowStatusOf(record.Incident.Finding),
            Transitions = following.Transitions,
            Calls = host.Calls.FromFunctions.ToImmutableSortedDictionary(StringComparer.Ordinal),
            ToContained = following.ToContained,
            LedgerIntact = record is not null && LedgerChain.Verify(record.Ledger) is LedgerVerdict.Intact,
        };
    }
}
