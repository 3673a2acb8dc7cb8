namespace IncidentResponder.Standins.Generator.Models;

/// <summary>An operation of a service.</summary>
internal sealed class Operation(string name, JsonValue json, ServiceModel service)
{
    internal string Name => name;

    internal string RequestName => name + "Request";

    internal string ResponseName => name + "Response";

    internal string Method => json["http"].Required("method");

    /// <summary>The path with its {labels}.</summary>
    internal string Path => RequestUri[0];

    /// <summary>The query string that every call of the operation has, such as List=ALL; null for none.</summary>
    internal string? FixedQuery => RequestUri.Length > 1 ? RequestUri[1] : null;

    internal string? HostPrefix => json["endpoint"]["hostPrefix"].Text;

    internal bool NeedsChecksum => json["httpChecksumRequired"].IsTrue || !json["httpChecksum"].IsNothing;

    internal Shape? Input => ShapeOf(json["input"]);

    internal Shape? Output => ShapeOf(json["output"]);

    internal string? ResultWrapper => json["output"]["resultWrapper"].Text;

    internal IReadOnlyList<Member> InputMembers => Input?.Members ?? [];

    internal IReadOnlyList<Member> OutputMembers => Output?.Members ?? [];

    internal IEnumerable<Shape> Errors => json["errors"].Items.Select(error => service.Shape(error.Text ?? ""));

    private string[] RequestUri => json["http"].Required("requestUri").Split('?');

    private Shape? ShapeOf(JsonValue side) => side["shape"].Text is { } shape ? service.Shape(shape) : null;
}
