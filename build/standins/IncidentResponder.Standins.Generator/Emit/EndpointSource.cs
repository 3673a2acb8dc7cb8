using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes the endpoint parameters, and the provider that evaluates the service's endpoint rules.</summary>
internal sealed class EndpointSource(ServiceModel service)
{
    /// <summary>The parameter by which rules put an account's number before the host.</summary>
    private const string AccountHost = "RequiresAccountId";

    private readonly string prefix = service.Prefix;
    private readonly IReadOnlyList<KeyValuePair<string, JsonValue>> parameters = service.EndpointRules["parameters"].Members;

    internal string Write()
    {
        var code = CodeWriter.File();
        code.Line("using Amazon.Runtime.Internal.Endpoints.StandardLibrary;");
        code.Open($"namespace {service.Namespace}.Internal");
        WriteParameters(code);
        WriteResolver(code);
        WriteProvider(code);
        code.Close();
        return code.ToString();
    }

    private void WriteParameters(CodeWriter code)
    {
        code.Open($"public class {prefix}EndpointParameters : EndpointParameters");
        code.Open($"public {prefix}EndpointParameters()");
        foreach (var parameter in parameters.Where(parameter => !parameter.Value["default"].IsNothing))
            code.Line($"this[{Literal.Of(parameter.Key)}] = {parameter.Value["default"].ToJson()};");
        code.Close();
        foreach (var parameter in parameters)
        {
            var (name, type) = (parameter.Key, IsFlag(parameter.Value) ? "bool?" : "string");
            code.Line($"public {type} {name} {{ get => ({type})this[{Literal.Of(name)}]; set => this[{Literal.Of(name)}] = value; }}");
        }

        code.Close();
    }

    private void WriteResolver(CodeWriter code)
    {
        code.Open($"public class {prefix}EndpointResolver : BaseEndpointResolver");
        code.Line("protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) => InjectHostPrefix(executionContext.RequestContext);");
        code.Open("protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)");
        code.Line($"var config = (global::{service.Namespace}.{prefix}Config)requestContext.ClientConfig;");
        code.Line($"var result = new {prefix}EndpointParameters();");
        foreach (var parameter in parameters)
            WriteBuiltIn(code, parameter.Key, parameter.Value);
        WriteContext(code);
        code.Line("result.Region = EndpointRegion.Of(requestContext, result.Region);");
        code.Line("return result;");
        code.Close();
        code.Close();
    }

    private static void WriteBuiltIn(CodeWriter code, string name, JsonValue parameter)
    {
        switch (parameter["builtIn"].Text)
        {
            case "AWS::Region": code.Line($"result.{name} = config.RegionEndpoint?.SystemName;"); break;
            case "AWS::UseDualStack": code.Line($"result.{name} = config.UseDualstackEndpoint;"); break;
            case "AWS::UseFIPS": code.Line($"result.{name} = config.UseFIPSEndpoint;"); break;
            case "SDK::Endpoint": code.Line($"result.{name} = config.ServiceURL;"); break;
            default:
                if (parameter["default"].IsNothing && parameter["required"].IsTrue)
                    throw new NotSupportedException($"endpoint parameter {name} has no source");
                break;
        }
    }

    /// <summary>Some operations, and some members of their requests, take part in the choice of the endpoint.</summary>
    private void WriteContext(CodeWriter code)
    {
        foreach (var operation in service.Operations)
        {
            var members = operation.InputMembers.Where(member => member.EndpointParameter is not null).ToList();
            var known = operation.FixedEndpointParameters.ToList();
            if (members.Count + known.Count == 0)
                continue;
            code.Open($"if (requestContext.OriginalRequest is global::{service.Namespace}.Model.{operation.RequestName} of{operation.Name})");
            foreach (var parameter in known)
                code.Line($"result.{parameter.Key} = {parameter.Value.ToJson()};");
            foreach (var member in members)
                code.Line($"result.{member.EndpointParameter} = of{operation.Name}.{member.PropertyName};");
            code.Close();
        }

        if (parameters.Any(parameter => parameter.Key == AccountHost))
            code.Line($"if (LocalEndpoint.Is(config.ServiceURL)) result.{AccountHost} = false;");
    }

    private void WriteProvider(CodeWriter code)
    {
        code.Open($"public class {prefix}EndpointProvider : IEndpointProvider");
        code.Open("public Endpoint ResolveEndpoint(EndpointParameters parameters)");
        code.Line("ArgumentNullException.ThrowIfNull(parameters);");
        code.Line("var refs = new Dictionary<string, object>();");
        foreach (var parameter in parameters)
        {
            var name = Literal.Of(parameter.Key);
            code.Line($"refs[{name}] = parameters[{name}];");
            if (parameter.Value["required"].IsTrue)
                code.Line($"if (refs[{name}] == null) throw new AmazonClientException(\"{parameter.Key} parameter must be set for endpoint resolution\");");
        }

        EndpointRules.Write(code, service.EndpointRules["rules"]);
        code.Line("throw new AmazonClientException(\"Cannot resolve endpoint\");");
        code.Close();
        code.Close();
    }

    private static bool IsFlag(JsonValue parameter) => string.Equals(parameter.Required("type"), "boolean", StringComparison.OrdinalIgnoreCase);
}
