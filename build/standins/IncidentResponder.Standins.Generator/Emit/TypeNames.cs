using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>
/// The official names and types of version 4 clients: value types are nullable as members and plain in collections;
/// enumerations are ConstantClass as members and strings in collections; requests and responses bear their operation's name.
/// </summary>
internal sealed class TypeNames
{
    private const string Suffix = "Exception";

    private readonly ServiceModel service;
    private readonly HashSet<Shape> errors;
    private readonly HashSet<Shape> nested;
    private readonly Dictionary<Shape, List<string>> requests = [];
    private readonly Dictionary<Shape, List<string>> responses = [];

    internal TypeNames(ServiceModel service)
    {
        this.service = service;
        errors = new(service.Errors);
        nested = new(service.Shapes.SelectMany(shape => shape.Parts).Select(part => part.Shape));
        foreach (var operation in service.Operations)
        {
            Note(requests, operation.Input, operation.RequestName);
            Note(responses, operation.Output, operation.ResponseName);
        }
    }

    internal bool IsError(Shape shape) => errors.Contains(shape);

    /// <summary>The request classes of a shape: several, when several operations share it.</summary>
    internal IReadOnlyList<string> RequestsOf(Shape shape) => requests.TryGetValue(shape, out var names) ? names : [];

    internal IReadOnlyList<string> ResponsesOf(Shape shape) => responses.TryGetValue(shape, out var names) ? names : [];

    /// <summary>Whether something holds the shape: then it is a class of its own besides what operations take or answer of it.</summary>
    internal bool IsNested(Shape shape) => nested.Contains(shape);

    internal string ClassOf(Shape shape) =>
        IsError(shape) ? ExceptionOf(shape) : service.RenamedTo(shape) ?? Member.Capitalised(shape.Name);

    /// <summary>An error's class ends in Exception, also where the model says Fault or neither.</summary>
    internal string ExceptionOf(Shape shape)
    {
        var name = Member.Capitalised(service.RenamedTo(shape) ?? shape.Name);
        var ending = new[] { Suffix, "Fault" }.FirstOrDefault(known => name.EndsWith(known, StringComparison.Ordinal)) ?? "";
        return name.Substring(0, name.Length - ending.Length) + Suffix;
    }

    internal string EnumOf(Shape shape) => service.RenamedTo(shape) ?? Member.Capitalised(shape.Name);

    internal string InModel(string name) => $"global::{service.Namespace}.Model.{name}";

    internal string TypeOf(Member member) => TypeOf(member.Shape, member.Shape.IsValue ? "?" : "", asMember: true);

    internal string TypeInCollection(Shape shape) => TypeOf(shape, "", asMember: false);

    private string TypeOf(Shape shape, string mark, bool asMember) => shape.Type switch
    {
        "string" or "character" => shape.IsEnum && asMember ? $"global::{service.Namespace}.{EnumOf(shape)}" : "string",
        "integer" => "int" + mark,
        "long" => "long" + mark,
        "boolean" => "bool" + mark,
        "double" => "double" + mark,
        "float" => "float" + mark,
        "timestamp" => "global::System.DateTime" + mark,
        "blob" => "global::System.IO.MemoryStream",
        "list" => $"global::System.Collections.Generic.List<{TypeInCollection(shape.Element.Shape)}>",
        "map" => $"global::System.Collections.Generic.Dictionary<string, {TypeInCollection(shape.Value.Shape)}>",
        "structure" => InModel(ClassOf(shape)),
        _ => throw new NotSupportedException($"shape {shape.Name} is of type {shape.Type}"),
    };

    private static void Note(Dictionary<Shape, List<string>> names, Shape? shape, string name)
    {
        if (shape is null)
            return;
        if (!names.TryGetValue(shape, out var known))
            names[shape] = known = [];
        known.Add(name);
    }
}
