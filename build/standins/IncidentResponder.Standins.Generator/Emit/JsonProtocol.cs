using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>JSON over POST with a target header (json), or over paths, queries and headers (rest-json).</summary>
internal sealed class JsonProtocol(ServiceModel service, TypeNames types, ShapeFunctions shapes) : Protocol(types)
{
    private readonly JsonShapes json = new(types, shapes);

    internal override string UnmarshallerType => "JsonResponseUnmarshaller";

    internal override string ContextType => "JsonUnmarshallerContext";

    internal override void WriteRequest(CodeWriter code, Operation operation)
    {
        if (operation.InputPayload is not null)
            throw new NotSupportedException($"{operation.Name} has a payload member in its request");
        code.Line($"request.Headers[global::Amazon.Util.HeaderKeys.XAmzApiVersion] = {Literal.Of(service.ApiVersion)};");
        if (service.IsRest)
            RestBindings.Write(code, service, operation);
        else
            code.Line($"request.Headers[\"X-Amz-Target\"] = {Literal.Of($"{service.TargetPrefix}.{operation.Name}")};");
        var body = operation.InputMembers.Where(member => !service.IsRest || member.Location is null).ToList();
        if (body.Count > 0 || !service.IsRest)
            WriteBody(code, body);
    }

    private void WriteBody(CodeWriter code, List<Member> members)
    {
        code.Line($"request.Headers[\"Content-Type\"] = {Literal.Of(service.IsRest ? "application/json" : "application/x-amz-json-" + service.JsonVersion)};");
        code.Line("using var body = new global::System.IO.MemoryStream();");
        code.Open("using (var json = new Utf8JsonWriter(body))");
        code.Line("json.WriteStartObject();");
        foreach (var member in members)
            json.WriteMember(code, member);
        code.Line("json.WriteEndObject();");
        code.Close();
        code.Line("request.Content = body.ToArray();");
    }

    internal override void WriteResponse(CodeWriter code, Operation operation)
    {
        if (operation.OutputPayload is not null)
            throw new NotSupportedException($"{operation.Name} has a payload member in its response");
        RestBindings.Read(code, operation);
        var body = operation.OutputMembers.Where(member => member.Location is null).ToList();
        if (body.Count == 0)
            return;
        code.Line("var json = JsonAnswer.Read(context.Stream);");
        json.ReadMembers(code, body);
    }

    internal override void WriteErrors(CodeWriter code)
    {
        code.Open("internal static AmazonServiceException Error(JsonUnmarshallerContext context, Exception inner, global::System.Net.HttpStatusCode status)");
        code.Line("var reader = new StreamingUtf8JsonReader(context.Stream, 4096, context.JsonMaxDepth);");
        code.Line("var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);");
        code.Open("switch (error.Code)");
        foreach (var error in service.Errors)
        {
            code.Open($"case {Literal.Of(error.ErrorCode)}:");
            code.Line($"var value = new {Types.InModel(Types.ExceptionOf(error))}(error.Message, inner, error.Type, error.Code, error.RequestId, status);");
            WriteErrorMembers(code, ExceptionSource.OwnMembers(error).ToList());
            code.Line("return value;");
            code.Close();
        }

        code.Close();
        code.Line($"return new global::{service.Namespace}.{service.Prefix}Exception(error.Message, inner, error.Type, error.Code, error.RequestId, status);");
        code.Close();
    }

    private void WriteErrorMembers(CodeWriter code, List<Member> members)
    {
        if (members.Count == 0)
            return;
        code.Line("var json = JsonAnswer.ReadError(context.GetResponseBodyBytes());");
        json.ReadMembers(code, members);
    }

    internal override void WriteShapes(CodeWriter code) =>
        shapes.Write(shape => json.WriteWriter(code, shape), shape => json.WriteReader(code, shape));
}
