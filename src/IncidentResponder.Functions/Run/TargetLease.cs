using IncidentResponder.Core;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// The right to change an incident's target. A new attempt of the same stage takes it over at once and with a greater number,
/// so an attempt that was given up for dead and comes back can't write any more; another stage has to wait until it is over.
/// </summary>
public sealed class TargetLease
{
    private const string Name = "target";
    private readonly IIncidentRecords _records;
    private readonly IncidentId _id;
    private readonly string _holder;
    private readonly long _number;
    private readonly DateTimeOffset _from;

    private TargetLease(IIncidentRecords records, IncidentId id, string holder, long number, DateTimeOffset from) =>
        (_records, _id, _holder, _number, _from) = (records, id, holder, number, from);

    /// <summary>Longer than a function may run.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromMinutes(6);

    /// <summary>Takes it; null when another stage holds it.</summary>
    public static async Task<TargetLease?> TakeAsync(IIncidentRecords records, IncidentId id, Stage stage, DateTimeOffset now, CancellationToken cancel)
    {
        var holder = stage.ToString();
        var number = await records.TakeLeaseAsync(id, Name, holder, now, Duration, cancel).ConfigureAwait(false);
        return number is { } taken ? new(records, id, holder, taken, now) : null;
    }

    /// <summary>Makes sure that nobody has taken it over.</summary>
    /// <exception cref="LeaseLostException">Somebody has.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (!await _records.HoldsLeaseAsync(_id, Name, _number, cancel).ConfigureAwait(false))
            throw new LeaseLostException($"Attempt {_number} at incident {_id} was taken over by a later one; nothing more is changed by this one.");
    }

    /// <summary>Gives it back, as if it had ended when it was taken: whoever comes later may have it, however clocks differ.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (await _records.HoldsLeaseAsync(_id, Name, _number, cancel).ConfigureAwait(false))
            await _records.TakeLeaseAsync(_id, Name, _holder, _from, TimeSpan.Zero, cancel).ConfigureAwait(false);
    }
}
