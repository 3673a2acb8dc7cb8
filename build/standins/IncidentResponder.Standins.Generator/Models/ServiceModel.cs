namespace IncidentResponder.Standins.Generator.Models;

/// <summary>A service: what refresh.py keeps of botocore's description of it.</summary>
internal sealed class ServiceModel
{
    private readonly Dictionary<string, Shape> shapes = new(StringComparer.Ordinal);
    private readonly JsonValue metadata;
    private readonly JsonValue dotnet;

    internal ServiceModel(JsonValue json)
    {
        metadata = json["metadata"];
        dotnet = json["dotnet"];
        EndpointRules = json["endpointRules"];
        foreach (var shape in json["shapes"].Members)
            shapes[shape.Key] = new(shape.Key, shape.Value, this);
        Operations = json["operations"].Members.Select(operation => new Operation(operation.Key, operation.Value, this)).ToList();
        Paginators = Operations
            .Where(operation => !json["pagination"][operation.Name]["output_token"].IsNothing)
            .Select(operation => new Paginator(operation, json["pagination"][operation.Name]))
            .ToList();
        Errors = Operations.SelectMany(operation => operation.Errors).Distinct()
            .OrderBy(error => error.Name, StringComparer.Ordinal).ToList();
    }

    internal string Namespace => dotnet.Required("namespace");

    internal string BaseName => dotnet.Required("baseName");

    /// <summary>What the client's type names start with, such as AmazonStepFunctions.</summary>
    internal string Prefix => "Amazon" + BaseName;

    internal string Protocol => metadata.Required("protocol");

    /// <summary>Whether requests have paths, query strings and headers of their own.</summary>
    internal bool IsRest => Protocol is "rest-json" or "rest-xml";

    internal string ApiVersion => metadata.Required("apiVersion");

    internal string JsonVersion => metadata.Required("jsonVersion");

    internal string TargetPrefix => metadata.Required("targetPrefix");

    internal string ServiceId => metadata.Required("serviceId");

    internal string EndpointPrefix => metadata.Required("endpointPrefix");

    internal string SigningName => metadata["signingName"].Text ?? EndpointPrefix;

    internal IReadOnlyList<Operation> Operations { get; }

    internal IReadOnlyList<Paginator> Paginators { get; }

    internal IReadOnlyList<Shape> Errors { get; }

    internal JsonValue EndpointRules { get; }

    internal IEnumerable<Shape> Shapes => shapes.Values;

    internal Shape Shape(string name) => shapes.TryGetValue(name, out var shape)
        ? shape
        : throw new FormatException($"The model lacks the shape '{name}'; run refresh.py to cut it again.");

    /// <summary>The official class name of a shape, where it differs from the model's.</summary>
    internal string? RenamedTo(Shape shape) => dotnet["renameShapes"][shape.Name].Text;
}
