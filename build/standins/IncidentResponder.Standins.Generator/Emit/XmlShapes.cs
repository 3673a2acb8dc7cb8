using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes how the XML of an answer becomes shapes.</summary>
internal sealed class XmlShapes(TypeNames types, ShapeFunctions shapes)
{
    /// <summary>Writes how the child of <c>xml</c> fills a member of <c>value</c>.</summary>
    internal void ReadMember(CodeWriter code, Member member)
    {
        if (member.Shape.IsCollection && member.IsFlattened)
            throw new NotSupportedException($"{member.Name} is a flattened collection in an answer");
        if (member.IsXmlAttribute)
            throw new NotSupportedException($"{member.Name} is an attribute in an answer");
        var variable = "child" + member.PropertyName;
        code.Line($"if (xml[{Literal.Of(member.WireName)}] is {{ }} {variable})");
        code.Line($"    value.{member.PropertyName} = {ReadValue(member.Shape, variable)};");
    }

    internal void WriteReader(CodeWriter code, Shape shape)
    {
        var type = types.TypeInCollection(shape);
        code.Open($"internal static {type} {shapes.Reader(shape)}(AnswerElement xml)");
        code.Line($"var value = new {type}();");
        if (shape.IsStructure)
            foreach (var member in shape.Members)
                ReadMember(code, member);
        else if (shape.IsList)
            code.Lines($"foreach (var element in xml.All({Literal.Of(shape.Element.ExplicitWireName ?? "member")}))\n    value.Add({ReadValue(shape.Element.Shape, "element")});");
        else
            code.Lines($"foreach (var entry in xml.All(\"entry\"))\n    value[entry[{Literal.Of(shape.Key.WireName)}].Text] = {ReadValue(shape.Value.Shape, $"entry[{Literal.Of(shape.Value.WireName)}]")};");
        code.Line("return value;");
        code.Close();
    }

    private string ReadValue(Shape shape, string xml) => shape.IsCollection || shape.IsStructure
        ? $"Shapes.{shapes.Reader(shape)}({xml})"
        : Protocol.ValueOf(shape, xml + ".Text");
}
