using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>What the patterns of a policy are matched against: <c>{"finding": …, "target": {"exists", "tags", "state", "exposed", "account"}}</c>.</summary>
public static class DecisionSubject
{
    /// <summary>Writes it. The finding is as `ir parse --json` prints it; the target is what was read of it just before.</summary>
    public static JsonElement Of(Finding finding, TargetFacts facts)
    {
        var tags = new JsonObject();
        foreach (var (key, value) in facts.Tags)
            tags[key] = value;
        var state = new JsonObject();
        foreach (var (name, value) in facts.State)
            state[name] = value;
        var target = new JsonObject { ["exists"] = facts.Exists, ["tags"] = tags, ["state"] = state };
        if (facts.Exposed is { } exposed)
            target["exposed"] = exposed;
        if (facts.Account is { } account)
            target["account"] = Of(account);
        var subject = new JsonObject
        {
            ["finding"] = JsonSerializer.SerializeToNode(finding, CoreJson.Default.Finding),
            ["target"] = target,
        };
        using var document = JsonDocument.Parse(subject.ToJsonString());
        return document.RootElement.Clone();
    }

    // What is not known is left out: a pattern that asks about it rests on nothing, which the guards see to.
    private static JsonObject Of(AccountFacts account)
    {
        var known = new JsonObject();
        if (account.Alias is { } alias)
            known["alias"] = alias;
        if (account.Unit is { } unit)
            known["ou"] = unit;
        return known;
    }
}
