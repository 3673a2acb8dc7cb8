using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>The default event bus: matches each event against the enabled rules and hands it to their targets.</summary>
/// <param name="delivery">Brings an event to a target.</param>
/// <param name="clock">Gives events their time; doesn't jump while events are delivered.</param>
/// <param name="account">The account that events are of when they name none.</param>
/// <param name="region">The Region that events are of when they name none.</param>
public sealed class EventBus(EventDelivery delivery, LocalClock clock, string account, string region)
{
    private readonly ConcurrentDictionary<string, EventRule> _rules = new(StringComparer.Ordinal);
    private int _events;

    /// <summary>The rules, by name.</summary>
    public IReadOnlyList<EventRule> Rules => [.. _rules.Values.OrderBy(rule => rule.Name, StringComparer.Ordinal)];

    /// <summary>Adds a rule or replaces the one of its name.</summary>
    public void Put(EventRule rule) => _rules[rule.Name] = rule;

    /// <summary>The rule of this name, or null.</summary>
    public EventRule? Find(string name) => _rules.GetValueOrDefault(name);

    /// <summary>Removes a rule; one that isn't there is no error, as on AWS.</summary>
    public void Remove(string name) => _rules.TryRemove(name, out _);

    /// <summary>Puts an event on the bus, filling in the envelope's fields that it lacks, and waits until it is delivered.</summary>
    /// <returns>The event's id.</returns>
    public async Task<string> PutAsync(JsonObject subject, CancellationToken cancel)
    {
        using IDisposable work = clock.BeginWork();
        var whole = (JsonObject)subject.DeepClone();
        whole["version"] ??= "0";
        whole["id"] ??= $"00000000-0000-4000-8000-{Interlocked.Increment(ref _events):x12}";
        whole["account"] ??= account;
        whole["time"] ??= $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        whole["region"] ??= region;
        whole["resources"] ??= new JsonArray();
        whole["detail"] ??= new JsonObject();
        string text = whole.ToJsonString();
        using JsonDocument document = JsonDocument.Parse(text);
        foreach (EventRule rule in Rules)
        {
            if (rule.Enabled && rule.Matches(document.RootElement))
                await Task.WhenAll(rule.Targets.Select(target => delivery.DeliverAsync(rule, target, text, cancel)));
        }

        return whole["id"]!.GetValue<string>();
    }
}
