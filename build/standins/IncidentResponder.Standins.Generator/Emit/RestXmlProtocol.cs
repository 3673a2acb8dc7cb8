using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>
/// Paths, queries and headers, with a body of XML that one payload member makes, or none; answers in XML.
/// Other bodies are refused, as are checksums, attributes, and collections in what is sent.
/// </summary>
internal sealed class RestXmlProtocol(ServiceModel service, TypeNames types, ShapeFunctions shapes) : Protocol(types)
{
    private readonly XmlBodies bodies = new(types, shapes);
    private readonly XmlShapes xml = new(types, shapes);

    internal override string UnmarshallerType => "XmlResponseUnmarshaller";

    internal override string ContextType => "XmlUnmarshallerContext";

    internal override void WriteRequest(CodeWriter code, Operation operation)
    {
        code.Line($"request.Headers[global::Amazon.Util.HeaderKeys.XAmzApiVersion] = {Literal.Of(service.ApiVersion)};");
        RestBindings.Write(code, service, operation);
        if (operation.InputPayload is { } payload)
            WritePayload(code, operation, payload);
        else if (operation.InputMembers.Any(member => member.Location is null))
            throw new NotSupportedException($"{operation.Name} sends XML that is no payload member");
    }

    private void WritePayload(CodeWriter code, Operation operation, Member payload)
    {
        var value = "value." + payload.PropertyName;
        if (!payload.Shape.IsStructure)
            throw new NotSupportedException($"{operation.Name} sends a {payload.Shape.Type} for its body");
        code.Open($"if ({IsSet(payload)})");
        code.Line("request.Headers[\"Content-Type\"] = \"application/xml\";");
        code.Open("request.Content = XmlBody.Of(xml =>");
        code.Line($"xml.WriteStartElement({Literal.Of(payload.WireName)}, {(payload.XmlNamespace is { } space ? Literal.Of(space) : "null")});");
        code.Line($"Shapes.{shapes.Writer(payload.Shape)}(xml, {value});");
        code.Line("xml.WriteEndElement();");
        code.Close(");");
        code.Close();
    }

    internal override void WriteResponse(CodeWriter code, Operation operation)
    {
        RestBindings.Read(code, operation);
        var body = operation.OutputMembers.Where(member => member.Location is null).ToList();
        if (body.Count == 0)
            return;
        code.Line("var xml = AnswerElement.Read(context.Stream);");
        code.Line("if (xml == null) return value;");
        if (operation.OutputPayload is { } payload)
            WriteFromPayload(code, operation, payload);
        else
            foreach (var member in body)
                xml.ReadMember(code, member);
    }

    private void WriteFromPayload(CodeWriter code, Operation operation, Member payload)
    {
        if (!payload.Shape.IsStructure)
            throw new NotSupportedException($"{operation.Name} answers a {payload.Shape.Type} for its body");
        code.Line($"value.{payload.PropertyName} = Shapes.{shapes.Reader(payload.Shape)}(xml);");
    }

    internal override void WriteErrors(CodeWriter code) => XmlErrors.Write(code, service, Types);

    internal override void WriteShapes(CodeWriter code) =>
        shapes.Write(shape => bodies.WriteWriter(code, shape), shape => xml.WriteReader(code, shape));
}
