namespace IncidentResponder.Standins.Generator.Models;

/// <summary>An operation of a service.</summary>
internal sealed class Operation(string name, JsonValue json, ServiceModel service)
{
    internal string Name => name;

    internal string RequestName => name + "Request";

    internal string ResponseName => name + "Response";

    internal string Method => json["http"].Required("method");

    /// <summary>The path with its {labels}; a query string that is fixed in the model is refused.</summary>
    internal string Path => json["http"].Required("requestUri") is var uri && uri.IndexOf('?') < 0
        ? uri
        : throw new NotSupportedException($"{name} has a fixed query string in its path");

    internal string? HostPrefix => json["endpoint"]["hostPrefix"].Text;

    internal bool NeedsChecksum => json["httpChecksumRequired"].IsTrue || !json["httpChecksum"].IsNothing;

    internal Shape? Input => ShapeOf(json["input"]);

    internal Shape? Output => ShapeOf(json["output"]);

    internal string? ResultWrapper => json["output"]["resultWrapper"].Text;

    internal IReadOnlyList<Member> InputMembers => Input?.Members ?? [];

    internal IReadOnlyList<Member> OutputMembers => Output?.Members ?? [];

    internal IEnumerable<Shape> Errors => json["errors"].Items.Select(error => service.Shape(error.Text ?? ""));

    private Shape? ShapeOf(JsonValue side) => side["shape"].Text is { } shape ? service.Shape(shape) : null;
}
