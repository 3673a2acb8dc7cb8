using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>Events that are damaged or made by an attacker. A failing property prints its seed.</summary>
public sealed class HostileEventTests
{
    private static readonly string[] Samples = [.. Events.Names.Select(Events.Text), .. Forms.Names.Select(Forms.Text)];

    private static readonly string[] Values =
    [
        "null", "true", "{}", "[]", "-1", "1e400", "1e-400", "\"\"", "\" \"", "\"\\ud800\"", "\"\\u0000\"", "\"<!channel>\"", "\"arn:aws:\"",
        "\"arn:aws:ec2:::\"", "\"9999-99-99\"", "\"0001-01-01T00:00:00+14:00\"", "[[[]]]", "{\"\":\"\"}", "\"[SAMPLE]\"", "\"AKIA\\u202e\"",
        "123456789012345678901234567890", $"\"{new string('x', 5000)}\"",
    ];

    private static readonly Gen<string> Damaged =
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[0, Values.Length - 1])
            .Select((sample, place, value) => WithOneValueReplaced(Samples[sample], place, Values[value]));

    [Fact]
    public void Read_OneValueReplaced_AlwaysGivesAResultWithAReason() =>
        Damaged.Sample(body => HasReasons(EventReader.Read(body)), iter: 4_000);

    [Fact]
    public void Read_OneByteChanged_AlwaysGivesAResultWithAReason() =>
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Int[0, int.MaxValue], Gen.Byte).Sample(
            (sample, place, replacement) =>
            {
                var bytes = Encoding.UTF8.GetBytes(Samples[sample]);
                bytes[place % bytes.Length] = replacement;
                return HasReasons(EventReader.Read(Encoding.UTF8.GetString(bytes)));
            },
            iter: 4_000);

    [Fact]
    public void Read_AnyMutation_AlwaysGivesAResultWithAReason() =>
        Gen.Select(Gen.Int[0, Samples.Length - 1], JsonMutation.Any.Array[1, 4]).Sample(
            (sample, mutations) => HasReasons(EventReader.Read(mutations.Aggregate(Samples[sample], (body, mutation) => mutation.Of(body)))),
            iter: 6_000);

    // In code, not in data: what runs the tests can't carry half a surrogate pair.
    [Fact]
    public void Read_TextThatIsNoUnicodeOrNoJson_IsUnreadable()
    {
        foreach (var body in new[] { "\ud800", "{\"a\":\"\udc00\"}", "{\"a\":\"\ud800x\"}", "\ufeff{}", "\0" })
            EventReader.Read(body).Single().ShouldBeOfType<Ingested.Unreadable>();
    }

    [Fact]
    public void Read_MessagesInMessages_EndSomewhere()
    {
        var body = "{}";
        for (var depth = 0; depth < 20; depth++)
            body = new JsonObject { ["Type"] = "Notification", ["Message"] = body }.ToJsonString();

        EventReader.Read(body).Single().ShouldBeOfType<Ingested.Unreadable>().Reason.ShouldContain("packed into one another");
    }

    [Fact]
    public void Read_AnyText_AlwaysGivesAResultWithAReason() =>
        Gen.String.Sample(body => HasReasons(EventReader.Read(body)));

    [Fact]
    public void Read_VeryDeepNesting_IsUnreadable() =>
        EventReader.Read(new string('[', 100_000)).Single().ShouldBeOfType<Ingested.Unreadable>();

    [Fact]
    public void Read_UnknownMembersAdded_ChangesNothing() =>
        Gen.Int[0, Samples.Length - 1].Sample(
            sample =>
            {
                var body = JsonNode.Parse(Samples[sample])!;
                AddUnknown(body);
                return EventReader.Read(body.ToJsonString()).Select(Summary).SequenceEqual(EventReader.Read(Samples[sample]).Select(Summary));
            },
            iter: 100);

    private static bool HasReasons(IReadOnlyCollection<Ingested> results) =>
        results.Count > 0 && results.All(result => Summary(result).Length > 3);

    private static string Summary(Ingested result) => result switch
    {
        Ingested.Understood(var finding) => $"{finding.Id}|{finding.Type}|{finding.Severity}|{finding.Resources[0].Id}|{finding.Account}|{finding.CreatedAt:O}",
        Ingested.Ignored(var reason) => reason,
        Ingested.Unreadable(var path, var reason) => $"{path}: {reason}",
        _ => "",
    };

    private static string WithOneValueReplaced(string sample, int place, string value)
    {
        var body = JsonNode.Parse(sample)!;
        var places = Places(body).ToArray();
        var (parent, key) = places[place % places.Length];
        const string Mark = "\"replace-this-value\"";
        if (parent is JsonObject members)
            members[key] = JsonNode.Parse(Mark);
        else
            parent[int.Parse(key)] = JsonNode.Parse(Mark);

        return body.ToJsonString().Replace(Mark, value, StringComparison.Ordinal);
    }

    private static IEnumerable<(JsonNode Parent, string Key)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value).Prepend((members, member.Key))),
        JsonArray items => items.SelectMany((item, index) => Places(item).Prepend((items, index.ToString()))),
        _ => [],
    };

    private static void AddUnknown(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var member in members)
                AddUnknown(member.Value);
            members["zzUnknown"] = JsonNode.Parse("""{"new":[1,null,{"deep":true}]}""");
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                AddUnknown(item);
        }
    }
}
