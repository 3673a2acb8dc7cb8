using System.Text.Json.Nodes;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions.Reading;

/// <summary>A state machine's definition in src/statemachine.</summary>
/// <param name="File">Its file name.</param>
/// <param name="Text">Its text.</param>
internal sealed record Definition(string File, string Text)
{
    public static Definition Response { get; } = Load("incident-response.asl.json");

    public static Definition RollBack { get; } = Load("incident-rollback.asl.json");

    public static IReadOnlyList<Definition> All { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("src", "statemachine")).Select(file => Load(Path.GetFileName(file)))];

    /// <summary>Every state of every definition.</summary>
    public static IEnumerable<State> States => All.SelectMany(definition => definition.OwnStates);

    public static IEnumerable<State> Tasks => States.Where(state => state.Type == "Task");

    public JsonObject Root { get; } = JsonNode.Parse(Text)!.AsObject();

    public IEnumerable<State> OwnStates =>
        Json.ObjectsIn(Root)
            .Where(found => found["States"] is JsonObject)
            .SelectMany(found => found["States"]!.AsObject())
            .Select(state => new State(File, state.Key, state.Value!.AsObject()));

    private static Definition Load(string file) => new(file, System.IO.File.ReadAllText(Repository.PathOf("src", "statemachine", file)));
}
