using System.Buffers;
using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>What the patterns of a policy are matched against: <c>{"finding": …, "target": {"exists", "tags", "state", "exposed", "account"}}</c>.</summary>
public static class DecisionSubject
{
    /// <summary>Writes it. The finding is as `ir parse --json` prints it; the target is what was read of it just before.</summary>
    public static JsonElement Of(Finding finding, TargetFacts facts)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("finding");
            JsonSerializer.Serialize(writer, finding, CoreJson.Default.Finding);
            writer.WriteStartObject("target");
            writer.WriteBoolean("exists", facts.Exists);
            Write(writer, "tags", facts.Tags);
            Write(writer, "state", facts.State);
            if (facts.Exposed is { } exposed)
                writer.WriteBoolean("exposed", exposed);
            if (facts.Account is { } account)
                Write(writer, "account", Known(account));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in texts)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    // What is not known is left out: a pattern that asks about it rests on nothing, which the guards see to.
    private static IEnumerable<KeyValuePair<string, string>> Known(AccountFacts account)
    {
        if (account.Alias is { } alias)
            yield return new("alias", alias);
        if (account.Unit is { } unit)
            yield return new("ou", unit);
    }
}
