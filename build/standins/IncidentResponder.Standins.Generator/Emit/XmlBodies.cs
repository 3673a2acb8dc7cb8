using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes how structures become the XML of a request: of scalars and of further structures.</summary>
internal sealed class XmlBodies(TypeNames types, ShapeFunctions shapes)
{
    internal void WriteWriter(CodeWriter code, Shape shape)
    {
        code.Open($"internal static void {shapes.Writer(shape)}(global::System.Xml.XmlWriter xml, {types.TypeInCollection(shape)} value)");
        foreach (var member in shape.Members)
            WriteMember(code, member);
        code.Close();
    }

    private void WriteMember(CodeWriter code, Member member)
    {
        if (member.Shape.IsCollection || member.IsXmlAttribute || member.XmlNamespace is not null)
            throw new NotSupportedException($"{member.Name} is a collection, an attribute or in a namespace of its own in the XML of a request");
        var (name, value) = (Literal.Of(member.WireName), "value." + member.PropertyName);
        code.Open($"if ({Protocol.IsSet(member)})");
        if (member.Shape.IsStructure)
            code.Lines($"xml.WriteStartElement({name});\nShapes.{shapes.Writer(member.Shape)}(xml, {value});\nxml.WriteEndElement();");
        else
            code.Line($"xml.WriteElementString({name}, {Protocol.TextOf(member, value, "iso8601")});");
        code.Close();
    }
}
