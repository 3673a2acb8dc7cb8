using System.Collections.Immutable;
using System.Security.Cryptography;
using IncidentResponder.Core;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Brings what people see of an incident up to date: questions whose mail failed, and the channels. It works from the record alone, so it
/// may be done too often or too late without harm; nothing waits for it.
/// </summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="channels">Where people follow incidents.</param>
/// <param name="questions">Sends questions.</param>
/// <param name="signal">Has it done again later.</param>
public sealed class Telling(IIncidentRecords records, Func<CancellationToken, Task<ImmutableArray<IChannel>>> channels, Questions questions, IChangeSignal signal)
{
    // A quarter of a minute at first, then longer; together somewhat less than three hours.
    private const int MostAttempts = 16;
    private const string Lease = "telling";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);

    /// <summary>Brings it up to date, or has it done later.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="attempt">Which further attempt it is; 0 for the first.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task ShowAsync(IncidentId id, int attempt, TimeProvider clock, CancellationToken cancel)
    {
        // Two at once would post two messages where one is to be updated: the second comes back when the first is done.
        var holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (await records.TakeLeaseAsync(id, Lease, holder, clock.GetUtcNow(), LeaseTime, cancel).ConfigureAwait(false) is null)
        {
            await signal.RaiseLaterAsync(id, attempt, TimeSpan.FromSeconds(1), cancel).ConfigureAwait(false);
            return;
        }

        var pause = await records.ReadAsync(id, cancel).ConfigureAwait(false) is { } record
            ? await ShowAsync(record, attempt, clock, cancel).ConfigureAwait(false)
            : null;

        // Let go: a lease that ended long ago is anybody's, whatever their clock says.
        await records.TakeLeaseAsync(id, Lease, holder, DateTimeOffset.UnixEpoch, TimeSpan.Zero, cancel).ConfigureAwait(false);
        if (pause is { } after && attempt < MostAttempts)
            await signal.RaiseLaterAsync(id, attempt + 1, after, cancel).ConfigureAwait(false);
    }

    // How long to wait before the next attempt; null when all is told.
    private async Task<TimeSpan?> ShowAsync(IncidentRecord record, int attempt, TimeProvider clock, CancellationToken cancel)
    {
        var usual = TimeSpan.FromSeconds(Math.Min(900, FirstPause.TotalSeconds * Math.Pow(2, attempt)));
        TimeSpan? pause = null;
        if (await questions.SendOwedAsync(record, clock, cancel).ConfigureAwait(false) > 0)
            pause = usual;

        try
        {
            foreach (var channel in await channels(cancel).ConfigureAwait(false))
            {
                if (await FaultAsync(record, channel, clock, cancel).ConfigureAwait(false) is { } fault)
                    pause = Longer(pause, fault.RetryAfter ?? usual);
            }
        }
        catch (NoticeNotSentException unread)
        {
            await NoteAsync(record, $"The channels do not show how the incident stands: {unread.Message}", clock, cancel).ConfigureAwait(false);
            pause = Longer(pause, usual);
        }

        return pause;
    }

    private async Task<NoticeNotSentException?> FaultAsync(IncidentRecord record, IChannel channel, TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            var before = record.Posts.FirstOrDefault(post => post.Channel == channel.Name);
            if (await channel.ShowAsync(record, before, clock.GetUtcNow(), cancel).ConfigureAwait(false) is { } post && post != before)
                await records.KeepPostAsync(record.Incident.Id, post, cancel).ConfigureAwait(false);
            return null;
        }
        catch (NoticeNotSentException fault)
        {
            await NoteAsync(record, $"Channel '{channel.Name}' does not show how the incident stands: {fault.Message}", clock, cancel).ConfigureAwait(false);
            return fault;
        }
    }

    private async Task NoteAsync(IncidentRecord record, string text, TimeProvider clock, CancellationToken cancel)
    {
        if (!record.Says(Stage.Notify, "Message", text))
            await records.AppendAsync(record.Incident.Id, clock.GetUtcNow(), Stage.Notify, "Message", "responder", text, cancel).ConfigureAwait(false);
    }

    private static TimeSpan Longer(TimeSpan? one, TimeSpan other) => one > other ? one.Value : other;
}
