using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace IncidentResponder.Standins.Tests.Wire;

/// <summary>Parameters for calls of a service, made of its model: each value is another, and each text needs escaping everywhere.</summary>
internal sealed class SampleParameters(JsonNode model, Filling filling)
{
    private readonly JsonObject shapes = model["shapes"]!.AsObject();
    private readonly bool isXml = (string?)model["metadata"]!["protocol"] is "query" or "rest-xml";
    private int number;

    internal JsonObject Of(string operation) =>
        (string?)model["operations"]![operation]!["input"]?["shape"] is { } input ? Structure(input, []) : [];

    private JsonObject Structure(string name, ImmutableHashSet<string> within)
    {
        var structure = new JsonObject();
        foreach (var (member, target) in shapes[name]!["members"]!.AsObject())
            if (IsSet(target!) && !Recurs(target!, within.Add(name)))
                structure[member] = Value(target!, member, within.Add(name));
        return structure;
    }

    private bool IsSet(JsonNode member)
    {
        // Members that choose the endpoint are left out, there are other tests of endpoints; all but the account that some must have.
        if (member["contextParam"] is not null)
            return IsAccount(member);
        // A token that is not set is made up by whoever sends the request.
        var isMadeUp = (bool?)member["idempotencyToken"] == true;
        return filling == Filling.Full || isMadeUp || (string?)member["location"] == "uri"
            || (filling == Filling.Empty && TypeOf(member) is "list" or "map" or "structure");
    }

    private static bool IsAccount(JsonNode member) => (string?)member["contextParam"]?["name"] == "AccountId";

    /// <summary>Whether a member leads back into a structure that is being made.</summary>
    private bool Recurs(JsonNode member, ImmutableHashSet<string> within) =>
        (string)member["shape"]! is var name && TypeOf(member) switch
        {
            "list" => Recurs(shapes[name]!["member"]!, within),
            "map" => Recurs(shapes[name]!["value"]!, within),
            _ => within.Contains(name),
        };

    private JsonNode Value(JsonNode member, string name, ImmutableHashSet<string> within) => TypeOf(member) switch
    {
        "structure" => Structure((string)member["shape"]!, within),
        "list" => List(ShapeOf(member), name, within),
        "map" => Map(ShapeOf(member), name, within),
        "string" when IsAccount(member) => "111122223333",
        "string" => Text(ShapeOf(member), name),
        "blob" => $"{name} {++number}",
        "integer" => ++number,
        "long" => 5_000_000_000 + ++number,
        "double" or "float" => ++number + 0.5,
        "boolean" => ++number % 2 == 0,
        "timestamp" => Time(member),
        var other => throw new NotSupportedException($"There is no sample value of type {other} for {name}."),
    };

    private JsonArray List(JsonNode list, string name, ImmutableHashSet<string> within) => filling == Filling.Full
        ? [Value(list["member"]!, name, within), Value(list["member"]!, name, within)]
        : [];

    private JsonObject Map(JsonNode map, string name, ImmutableHashSet<string> within)
    {
        var entries = new JsonObject();
        for (var i = 0; i < (filling == Filling.Full ? 2 : 0); i++)
            entries[Text(ShapeOf(map["key"]!), name, i)] = Value(map["value"]!, name, within);
        return entries;
    }

    private string Text(JsonNode shape, string name, int choice = 0) =>
        shape["enum"] is JsonArray values ? (string)values[choice]! : $"{name} {++number} ü/&+=%~\"<";

    /// <summary>Botocore cuts the fraction off seconds since 1970, so only times that travel as text have one.</summary>
    private string Time(JsonNode member)
    {
        var format = (string?)member["timestampFormat"] ?? (string?)ShapeOf(member)["timestampFormat"] ?? (isXml ? "iso8601" : "unixTimestamp");
        return $"2026-09-01T01:02:{++number % 60:00}{(format == "iso8601" ? ".456" : "")}Z";
    }

    private JsonNode ShapeOf(JsonNode member) => shapes[(string)member["shape"]!]!;

    private string TypeOf(JsonNode member) => (string)ShapeOf(member)["type"]!;
}
