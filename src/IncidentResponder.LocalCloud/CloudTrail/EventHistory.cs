namespace IncidentResponder.LocalCloud.CloudTrail;

/// <summary>The account's event history, newest first.</summary>
public sealed class EventHistory
{
    private readonly Lock gate = new();
    private readonly List<RecordedEvent> events = [];

    /// <summary>Records an event.</summary>
    public void Record(RecordedEvent recorded)
    {
        lock (gate)
            events.Add(recorded);
    }

    /// <summary>The events that a lookup attribute names, newest first.</summary>
    public IReadOnlyList<RecordedEvent> Find(string key, string value)
    {
        lock (gate)
            return [.. events.Where(e => e.Has(key, value)).OrderByDescending(e => e.At)];
    }
}
