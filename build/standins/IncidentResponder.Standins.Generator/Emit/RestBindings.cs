using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes how members travel in the path, the query string, the headers and the status.</summary>
internal static class RestBindings
{
    internal static void Write(CodeWriter code, ServiceModel service, Operation operation)
    {
        foreach (var pair in operation.FixedQuery?.Split('&') ?? [])
            code.Line($"request.AddSubResource({string.Join(", ", pair.Split('=').Select(Literal.Of))});");
        foreach (var member in operation.InputMembers)
        {
            switch (member.Location)
            {
                case null: break;
                case "uri": WritePath(code, service, operation, member); break;
                case "querystring": WriteQuery(code, member); break;
                case "header": WriteHeader(code, member); break;
                default: throw new NotSupportedException($"{operation.Name} sends {member.Name} in {member.Location}");
            }
        }

        if (operation.InputMembers.Any(member => member.Location == "querystring"))
            code.Line("request.UseQueryString = true;");
    }

    private static void WritePath(CodeWriter code, ServiceModel service, Operation operation, Member member)
    {
        var value = "value." + member.PropertyName;
        var greedy = operation.Path.Contains("{" + member.WireName + "+}") ? "+" : "";
        code.Line($"if ({(member.Shape.IsValue ? value + " == null" : $"string.IsNullOrEmpty({value})")})");
        code.Line($"    throw new global::{service.Namespace}.{service.Prefix}Exception(\"Request object does not have required field {member.PropertyName} set\");");
        code.Line($"request.AddPathResource({Literal.Of("{" + member.WireName + greedy + "}")}, {Protocol.TextOf(member, value, "iso8601")});");
    }

    private static void WriteQuery(CodeWriter code, Member member)
    {
        var (value, name) = ("value." + member.PropertyName, Literal.Of(member.WireName));
        code.Line($"if ({Protocol.IsSet(member)})");
        code.Line(member.Shape.IsList
            ? $"    request.ParameterCollection.Add({name}, {value});"
            : $"    request.Parameters.Add({name}, {Protocol.TextOf(member, value, "iso8601")});");
    }

    private static void WriteHeader(CodeWriter code, Member member)
    {
        code.Line($"if ({Protocol.IsSet(member)})");
        code.Line($"    request.Headers[{Literal.Of(member.WireName)}] = {Protocol.TextOf(member, "value." + member.PropertyName, "rfc822")};");
    }

    /// <summary>Writes how members of an answer come from its status and its headers.</summary>
    internal static void Read(CodeWriter code, Operation operation)
    {
        foreach (var member in operation.OutputMembers.Where(member => member.Location is not null))
            Read(code, operation, member);
    }

    private static void Read(CodeWriter code, Operation operation, Member member)
    {
        switch (member.Location)
        {
            case "statusCode":
                code.Line($"value.{member.PropertyName} = (int)context.ResponseData.StatusCode;");
                break;
            case "header":
                var name = Literal.Of(member.WireName);
                code.Line($"if (context.ResponseData.IsHeaderPresent({name}))");
                code.Line($"    value.{member.PropertyName} = {Protocol.ValueOf(member.Shape, $"context.ResponseData.GetHeaderValue({name})")};");
                break;
            default:
                throw new NotSupportedException($"{operation.Name} answers {member.Name} in {member.Location}");
        }
    }
}
