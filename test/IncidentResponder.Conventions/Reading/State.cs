using System.Text.Json.Nodes;

namespace IncidentResponder.Conventions.Reading;

/// <summary>One state of a state machine, wherever it is nested.</summary>
/// <param name="Machine">The definition's file name.</param>
/// <param name="Name">The state's name.</param>
/// <param name="Definition">Its definition.</param>
internal sealed record State(string Machine, string Name, JsonObject Definition)
{
    public string Type => Definition["Type"]!.ToString();

    public bool WaitsForToken => Definition["Resource"]?.ToString().EndsWith(".waitForTaskToken", StringComparison.Ordinal) ?? false;

    /// <summary>The function that a Task invokes: "Decide" of "${DecideFunctionArn}".</summary>
    public string Invokes => Definition["Parameters"]!["FunctionName"]!.ToString()[2..^"FunctionArn}".Length];

    public JsonObject Payload => Definition["Parameters"]!["Payload"]!.AsObject();

    public IEnumerable<JsonNode?> Catchers => Json.ListOf(Definition["Catch"]);

    public IEnumerable<JsonNode?> Retriers => Json.ListOf(Definition["Retry"]);

    public override string ToString() => $"{Machine}: {Name}";
}
