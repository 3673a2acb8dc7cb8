using System.Text;
using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes the enumerations, the structures, and the request and response of each operation.</summary>
internal sealed class ModelSource(ServiceModel service, TypeNames types)
{
    internal string Write()
    {
        var code = CodeWriter.File();
        code.Open($"namespace {service.Namespace}");
        foreach (var shape in service.Shapes.Where(shape => shape.IsEnum))
            WriteEnum(code, shape);
        code.Close();
        code.Open($"namespace {service.Namespace}.Model");
        foreach (var shape in service.Shapes.Where(shape => shape.IsStructure && !types.IsError(shape)))
            WriteStructure(code, shape);
        foreach (var operation in service.Operations)
            WriteEmpty(code, operation);
        code.Close();
        return code.ToString();
    }

    private void WriteEnum(CodeWriter code, Shape shape)
    {
        var name = types.EnumOf(shape);
        code.Open($"public partial class {name} : ConstantClass");
        foreach (var value in shape.EnumValues)
            code.Line($"public static readonly {name} {FieldOf(value)} = new {name}({Literal.Of(value)});");
        code.Lines($$"""
            public {{name}}(string value) : base(value) { }
            public static {{name}} FindValue(string value) => FindValue<{{name}}>(value);
            public static implicit operator {{name}}(string value) => FindValue(value);
            """);
        code.Close();
    }

    private void WriteStructure(CodeWriter code, Shape shape)
    {
        var requests = types.RequestsOf(shape);
        var responses = types.ResponsesOf(shape);
        foreach (var name in requests)
            WriteClass(code, name, service.Prefix + "Request", shape.Members);
        foreach (var name in responses)
            WriteClass(code, name, "AmazonWebServiceResponse", shape.Members);
        var own = types.ClassOf(shape);
        if (types.IsNested(shape) && !requests.Contains(own) && !responses.Contains(own))
            WriteClass(code, own, null, shape.Members);
    }

    private void WriteEmpty(CodeWriter code, Operation operation)
    {
        if (operation.Input is null)
            WriteClass(code, operation.RequestName, service.Prefix + "Request", []);
        if (operation.Output is null)
            WriteClass(code, operation.ResponseName, "AmazonWebServiceResponse", []);
    }

    private void WriteClass(CodeWriter code, string name, string? parent, IReadOnlyList<Member> members)
    {
        code.Open($"public partial class {name}{(parent is null ? "" : " : " + parent)}");
        foreach (var member in members)
            code.Line($"public {types.TypeOf(member)} {member.PropertyName} {{ get; set; }}{Initial(member.Shape)}");
        code.Close();
    }

    private string Initial(Shape shape) => shape.Type switch
    {
        "list" => $" = Collections.NewList<{types.TypeInCollection(shape.Element.Shape)}>();",
        "map" => $" = Collections.NewMap<{types.TypeInCollection(shape.Value.Shape)}>();",
        _ => "",
    };

    /// <summary>The official field name of a value: its letters and digits, a capital after each gap.</summary>
    private static string FieldOf(string value)
    {
        var field = new StringBuilder();
        var gap = true;
        foreach (var c in value)
        {
            var kept = char.IsLetterOrDigit(c) || c == '_';
            if (kept)
                field.Append(gap ? char.ToUpperInvariant(c) : c);
            gap = !kept;
        }

        if (field.Length == 0 || char.IsDigit(field[0]))
            field.Insert(0, '_');
        return field.ToString();
    }
}
