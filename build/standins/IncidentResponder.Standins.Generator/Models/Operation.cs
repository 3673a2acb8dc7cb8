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

    /// <summary>What goes before the endpoint's host, or null; a member that the endpoint rules put there is left to them.</summary>
    internal string? HostPrefix => json["endpoint"]["hostPrefix"].Text switch
    {
        { } prefix when prefix.IndexOf('{') < 0 => prefix,
        { } prefix when !InputMembers.Any(member => member.EndpointParameter is not null && prefix == "{" + member.Name + "}.") =>
            throw new NotSupportedException($"{name} has a member in its host prefix"),
        _ => null,
    };

    /// <summary>What every call of the operation tells the endpoint rules.</summary>
    internal IEnumerable<KeyValuePair<string, JsonValue>> FixedEndpointParameters =>
        json["staticContextParams"].Members.Select(parameter => new KeyValuePair<string, JsonValue>(parameter.Key, parameter.Value["value"]));

    internal bool NeedsChecksum => json["httpChecksumRequired"].IsTrue || !json["httpChecksum"].IsNothing;

    internal Shape? Input => ShapeOf(json["input"]);

    internal Shape? Output => ShapeOf(json["output"]);

    internal string? ResultWrapper => json["output"]["resultWrapper"].Text;

    /// <summary>The member that alone makes the body of the request, or null.</summary>
    internal Member? InputPayload => InputMembers.FirstOrDefault(member => member.Name == Input?.Payload);

    /// <summary>The member that alone is the body of the answer, or null.</summary>
    internal Member? OutputPayload => OutputMembers.FirstOrDefault(member => member.Name == Output?.Payload);

    internal IReadOnlyList<Member> InputMembers => Input?.Members ?? [];

    internal IReadOnlyList<Member> OutputMembers => Output?.Members ?? [];

    internal IEnumerable<Shape> Errors => json["errors"].Items.Select(error => service.Shape(error.Text ?? ""));

    private string[] RequestUri => json["http"].Required("requestUri").Split('?');

    private Shape? ShapeOf(JsonValue side) => side["shape"].Text is { } shape ? service.Shape(shape) : null;
}
