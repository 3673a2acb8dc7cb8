using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Form parameters in the request, XML in the answer.</summary>
internal sealed class QueryProtocol(ServiceModel service, TypeNames types, ShapeFunctions shapes) : Protocol(types)
{
    private readonly QueryShapes query = new(types, shapes);
    private readonly XmlShapes xml = new(types, shapes);

    internal override string UnmarshallerType => "XmlResponseUnmarshaller";

    internal override string ContextType => "XmlUnmarshallerContext";

    internal override void WriteRequest(CodeWriter code, Operation operation)
    {
        code.Line($"request.Parameters.Add(\"Action\", {Literal.Of(operation.Name)});");
        code.Line($"request.Parameters.Add(\"Version\", {Literal.Of(service.ApiVersion)});");
        foreach (var member in operation.InputMembers)
            query.WriteMember(code, member, Literal.Of(QueryShapes.NameOf(member)));
        code.Line("request.Headers[\"Content-Type\"] = \"application/x-www-form-urlencoded; charset=utf-8\";");
        code.Line("request.ContentStream = global::Amazon.Util.AWSSDKUtils.WriteParametersToPooledStream(request);");
    }

    internal override void WriteResponse(CodeWriter code, Operation operation)
    {
        code.Line("var answer = AnswerElement.Read(context.Stream);");
        code.Line("if (answer?[\"ResponseMetadata\"]?[\"RequestId\"] is { } requestId)");
        code.Line("    value.ResponseMetadata = new ResponseMetadata { RequestId = requestId.Text };");
        if (operation.OutputMembers.Count == 0)
            return;
        code.Line($"var xml = {(operation.ResultWrapper is { } wrapper ? $"answer?[{Literal.Of(wrapper)}]" : "answer")};");
        code.Line("if (xml == null) return value;");
        foreach (var member in operation.OutputMembers)
            xml.ReadMember(code, member);
    }

    internal override void WriteErrors(CodeWriter code) => XmlErrors.Write(code, service, Types);

    internal override void WriteShapes(CodeWriter code) =>
        shapes.Write(shape => query.WriteWriter(code, shape), shape => xml.WriteReader(code, shape));
}
