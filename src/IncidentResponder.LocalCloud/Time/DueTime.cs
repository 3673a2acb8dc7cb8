namespace IncidentResponder.LocalCloud.Time;

/// <summary>One call that the clock owes. Disposing of it calls it off.</summary>
internal sealed class DueTime(LocalClock clock, DateTimeOffset due, long sequence, WaitKind kind, Action call)
    : IDisposable, IComparable<DueTime>
{
    public DateTimeOffset Due { get; } = due;

    public WaitKind Kind { get; } = kind;

    public void Call() => call();

    /// <summary>The earlier first; of two at the same moment, the one that was registered first.</summary>
    public int CompareTo(DueTime? other)
    {
        if (other is null)
            return 1;
        int byDue = Due.CompareTo(other.Due);
        return byDue != 0 ? byDue : Sequence.CompareTo(other.Sequence);
    }

    public void Dispose() => clock.CallOff(this);

    private long Sequence { get; } = sequence;
}
