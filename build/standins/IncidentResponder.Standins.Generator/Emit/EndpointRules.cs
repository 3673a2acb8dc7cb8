using System.Globalization;
using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes a tree of endpoint rules as nested ifs over the Core's standard library of endpoint functions.</summary>
internal static class EndpointRules
{
    internal static void Write(CodeWriter code, JsonValue rules)
    {
        foreach (var rule in rules.Items)
        {
            var conditions = rule["conditions"].Items;
            foreach (var condition in conditions)
                OpenCondition(code, condition);
            WriteOutcome(code, rule);
            foreach (var _ in conditions)
                code.Close();
            if (conditions.Count == 0)
                return; // what follows an unconditional rule cannot be reached
        }
    }

    private static void OpenCondition(CodeWriter code, JsonValue condition)
    {
        if (condition["assign"].Text is { } name)
        {
            code.Line($"refs[{Literal.Of(name)}] = {Expression(condition)};");
            code.Open($"if (refs[{Literal.Of(name)}] != null)");
            return;
        }

        code.Open(condition["fn"].Text is "isSet" or "not" or "booleanEquals" or "stringEquals" or "isValidHostLabel"
            ? $"if ({Expression(condition)})"
            : $"if ({Expression(condition)} != null)");
    }

    private static void WriteOutcome(CodeWriter code, JsonValue rule)
    {
        switch (rule["type"].Text)
        {
            case "endpoint":
                var endpoint = rule["endpoint"];
                code.Line($"return new Endpoint({TextOf(endpoint["url"])}, {JsonOf(endpoint["properties"])}, {JsonOf(endpoint["headers"])});");
                break;
            case "error":
                code.Line($"throw new AmazonClientException({TextOf(rule["error"])});");
                break;
            default:
                Write(code, rule["rules"]);
                break;
        }
    }

    private static string TextOf(JsonValue value) =>
        value.Text is { } text ? $"Fn.Interpolate({Literal.Of(text)}, refs)" : $"(string){Expression(value)}";

    private static string JsonOf(JsonValue value) =>
        $"Fn.InterpolateJson({Literal.Of(value.Members.Count > 0 ? value.ToJson() : "")}, refs)";

    private static string Expression(JsonValue value)
    {
        if (value.Flag is { } flag)
            return flag ? "true" : "false";
        if (value.Number is { } number)
            return ((int)number).ToString(CultureInfo.InvariantCulture);
        if (value.Text is { } text)
            return text.IndexOf('{') >= 0 ? $"Fn.Interpolate({Literal.Of(text)}, refs)" : Literal.Of(text);
        return value["ref"].Text is { } name ? $"refs[{Literal.Of(name)}]" : Call(value);
    }

    private static string Call(JsonValue call)
    {
        var arguments = call["argv"].Items.Select(Expression).ToList();
        return call.Required("fn") switch
        {
            "isSet" => $"Fn.IsSet({arguments[0]})",
            "not" => $"!({arguments[0]})",
            "booleanEquals" or "stringEquals" => $"Equals({arguments[0]}, {arguments[1]})",
            "getAttr" => $"Fn.GetAttr({arguments[0]}, {arguments[1]})",
            "aws.partition" => $"Fn.Partition((string){arguments[0]})",
            "aws.parseArn" => $"Fn.ParseArn((string){arguments[0]})",
            "parseURL" => $"Fn.ParseURL((string){arguments[0]})",
            "uriEncode" => $"Fn.UriEncode((string){arguments[0]})",
            "isValidHostLabel" => $"Fn.IsValidHostLabel((string){arguments[0]}, {arguments[1]})",
            "substring" => $"Fn.Substring((string){arguments[0]}, {arguments[1]}, {arguments[2]}, {arguments[3]})",
            var unknown => throw new NotSupportedException($"endpoint function {unknown}"),
        };
    }
}
