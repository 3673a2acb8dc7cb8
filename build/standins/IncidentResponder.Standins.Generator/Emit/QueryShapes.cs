using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes how shapes become form parameters.</summary>
internal sealed class QueryShapes(TypeNames types, ShapeFunctions shapes)
{
    internal static string NameOf(Member member) =>
        member.IsFlattened && member.Shape.IsList && member.Shape.Element.ExplicitWireName is { } element ? element : member.WireName;

    /// <summary>Writes how a member of <c>value</c> goes into the parameters under a name.</summary>
    internal void WriteMember(CodeWriter code, Member member, string name)
    {
        code.Line($"if ({Protocol.IsSet(member)})");
        code.Line("    " + WriteValue(member, name, "value." + member.PropertyName));
        if (!member.IsIdempotencyToken)
            return;
        code.Line("else");
        code.Line($"    request.Parameters.Add({name}, IdempotencyToken.Next());");
    }

    internal void WriteWriter(CodeWriter code, Shape shape)
    {
        code.Open($"internal static void {shapes.Writer(shape)}(IRequest request, string name, {types.TypeInCollection(shape)} value)");
        if (shape.IsStructure)
            foreach (var member in shape.Members)
                WriteMember(code, member, $"name + {Literal.Of("." + NameOf(member))}");
        else if (shape.IsList)
            WriteList(code, shape);
        else
            WriteMap(code, shape);
        code.Close();
    }

    private void WriteList(CodeWriter code, Shape shape)
    {
        var between = shape.IsFlattened ? "." : $".{shape.Element.ExplicitWireName ?? "member"}.";
        code.Line("if (value.Count == 0)");
        code.Line("    request.Parameters.Add(name, \"\");");
        code.Open("for (var i = 0; i < value.Count; i++)");
        code.Line(WriteValue(shape.Element, $"name + {Literal.Of(between)} + (i + 1)", "value[i]"));
        code.Close();
    }

    private void WriteMap(CodeWriter code, Shape shape)
    {
        var between = shape.IsFlattened ? "." : ".entry.";
        code.Line("var i = 0;");
        code.Open("foreach (var entry in value)");
        code.Line($"var item = name + {Literal.Of(between)} + ++i;");
        code.Line($"request.Parameters.Add(item + {Literal.Of("." + shape.Key.WireName)}, entry.Key);");
        code.Line(WriteValue(shape.Value, $"item + {Literal.Of("." + shape.Value.WireName)}", "entry.Value"));
        code.Close();
    }

    private string WriteValue(Member member, string name, string value) => member.Shape.IsCollection || member.Shape.IsStructure
        ? $"Shapes.{shapes.Writer(member.Shape)}(request, {name}, {value});"
        : $"request.Parameters.Add({name}, {Protocol.TextOf(member, value, "iso8601")});";
}
