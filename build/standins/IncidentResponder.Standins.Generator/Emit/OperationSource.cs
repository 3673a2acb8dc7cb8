using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes for each operation how its request is marshalled and its response unmarshalled.</summary>
internal sealed class OperationSource(ServiceModel service, TypeNames types)
{
    internal string Write()
    {
        var code = CodeWriter.File();
        var protocol = ProtocolOf(new ShapeFunctions());
        code.Open($"namespace {service.Namespace}.Internal");
        foreach (var operation in service.Operations)
        {
            if (operation.NeedsChecksum)
                throw new NotSupportedException($"{operation.Name} needs a checksum");
            WriteMarshaller(code, protocol, operation);
            WriteUnmarshaller(code, protocol, operation);
        }

        code.Open("internal static class Shapes");
        protocol.WriteErrors(code);
        protocol.WriteShapes(code);
        code.Close();
        code.Close();
        return code.ToString();
    }

    private Protocol ProtocolOf(ShapeFunctions shapes) => service.Protocol switch
    {
        "json" or "rest-json" => new JsonProtocol(service, types, shapes),
        "query" => new QueryProtocol(service, types, shapes),
        "rest-xml" => new RestXmlProtocol(service, types, shapes),
        var other => throw new NotSupportedException($"protocol {other}"),
    };

    private void WriteMarshaller(CodeWriter code, Protocol protocol, Operation operation)
    {
        var request = types.InModel(operation.RequestName);
        code.Open($"internal sealed class {operation.Name}RequestMarshaller : IMarshaller<IRequest, {request}>, IMarshaller<IRequest, AmazonWebServiceRequest>");
        code.Line($"internal static readonly {operation.Name}RequestMarshaller Instance = new();");
        code.Line($"public IRequest Marshall(AmazonWebServiceRequest input) => Marshall(({request})input);");
        code.Open($"public IRequest Marshall({request} value)");
        code.Line($"IRequest request = new DefaultRequest(value, {Literal.Of(service.Namespace)});");
        code.Line($"request.HttpMethod = {Literal.Of(operation.Method)};");
        code.Line($"request.ResourcePath = {Literal.Of(service.IsRest ? operation.Path : "/")};");
        if (operation.HostPrefix is { } hostPrefix)
            code.Line($"request.HostPrefix = {Literal.Of(hostPrefix)};");
        protocol.WriteRequest(code, operation);
        code.Line("return request;");
        code.Close();
        code.Close();
    }

    private void WriteUnmarshaller(CodeWriter code, Protocol protocol, Operation operation)
    {
        code.Open($"internal sealed class {operation.Name}ResponseUnmarshaller : {protocol.UnmarshallerType}");
        code.Line($"internal static readonly {operation.Name}ResponseUnmarshaller Instance = new();");
        code.Open($"public override AmazonWebServiceResponse Unmarshall({protocol.ContextType} context)");
        code.Line($"var value = new {types.InModel(operation.ResponseName)}();");
        protocol.WriteResponse(code, operation);
        code.Line("return value;");
        code.Close();
        code.Line($"public override AmazonServiceException UnmarshallException({protocol.ContextType} context, Exception innerException, global::System.Net.HttpStatusCode statusCode) =>");
        code.Line("    Shapes.Error(context, innerException, statusCode);");
        code.Close();
    }
}
