using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes how shapes become JSON, and JSON becomes shapes.</summary>
internal sealed class JsonShapes(TypeNames types, ShapeFunctions shapes)
{
    /// <summary>Writes how a member of <c>value</c> goes into <c>json</c>.</summary>
    internal void WriteMember(CodeWriter code, Member member)
    {
        var value = "value." + member.PropertyName + (member.Shape.IsValue || member.Shape.IsEnum ? ".Value" : "");
        code.Open($"if ({Protocol.IsSet(member)})");
        code.Line($"json.WritePropertyName({Literal.Of(member.WireName)});");
        code.Line(WriteValue(member, value));
        code.Close();
        if (!member.IsIdempotencyToken)
            return;
        code.Line("else");
        code.Line($"    json.WriteString({Literal.Of(member.WireName)}, IdempotencyToken.Next());");
    }

    /// <summary>Writes how <c>json</c> fills the members of <c>value</c>.</summary>
    internal void ReadMembers(CodeWriter code, IReadOnlyList<Member> members)
    {
        if (members.Count == 0)
            return;
        code.Open("foreach (var property in JsonAnswer.PropertiesOf(json))");
        code.Open("switch (property.Name)");
        foreach (var member in members)
        {
            code.Line($"case {Literal.Of(member.WireName)}:");
            code.Line($"    value.{member.PropertyName} = {ReadValue(member.Shape, "property.Value")};");
            code.Line("    break;");
        }

        code.Close();
        code.Close();
    }

    internal void WriteWriter(CodeWriter code, Shape shape)
    {
        code.Open($"internal static void {shapes.Writer(shape)}(Utf8JsonWriter json, {types.TypeInCollection(shape)} value)");
        code.Line(shape.IsList ? "json.WriteStartArray();" : "json.WriteStartObject();");
        if (shape.IsStructure)
            foreach (var member in shape.Members)
                WriteMember(code, member);
        else
            WriteElements(code, shape);
        code.Line(shape.IsList ? "json.WriteEndArray();" : "json.WriteEndObject();");
        code.Close();
    }

    private void WriteElements(CodeWriter code, Shape shape)
    {
        var element = shape.IsList ? shape.Element : shape.Value;
        var value = shape.IsList ? "element" : "element.Value";
        code.Open("foreach (var element in value)");
        if (shape.IsMap)
            code.Line("json.WritePropertyName(element.Key);");
        if (!element.Shape.IsValue)
            code.Line($"if ({value} == null) json.WriteNullValue(); else");
        code.Line(WriteValue(element, value));
        code.Close();
    }

    internal void WriteReader(CodeWriter code, Shape shape)
    {
        var type = types.TypeInCollection(shape);
        code.Open($"internal static {type} {shapes.Reader(shape)}(JsonElement json)");
        code.Line($"var value = new {type}();");
        if (shape.IsStructure)
            ReadMembers(code, shape.Members);
        else if (shape.IsList)
            code.Lines($"foreach (var element in json.EnumerateArray())\n    value.Add({ReadElement(shape.Element.Shape, "element")});");
        else
            code.Lines($"foreach (var element in json.EnumerateObject())\n    value[element.Name] = {ReadElement(shape.Value.Shape, "element.Value")};");
        code.Line("return value;");
        code.Close();
    }

    private string WriteValue(Member member, string value) => member.Shape.Type switch
    {
        "string" or "character" => $"json.WriteStringValue({value});",
        "integer" or "long" or "double" or "float" => $"json.WriteNumberValue({value});",
        "boolean" => $"json.WriteBooleanValue({value});",
        "blob" => $"json.WriteStringValue(StringUtils.FromMemoryStream({value}));",
        "timestamp" when member.TimestampFormat is null or "unixTimestamp" => $"json.WriteRawValue(StringUtils.FromDateTimeToUnixTimestamp({value}));",
        "timestamp" => $"json.WriteStringValue({Protocol.TextOf(member, value, "iso8601")});",
        _ => $"Shapes.{shapes.Writer(member.Shape)}(json, {value});",
    };

    private string ReadElement(Shape shape, string json) => shape.IsValue
        ? ReadValue(shape, json)
        : $"JsonAnswer.IsPresent({json}) ? {ReadValue(shape, json)} : null";

    private string ReadValue(Shape shape, string json) => shape.Type switch
    {
        "string" or "character" => $"JsonAnswer.Text({json})",
        "integer" => json + ".GetInt32()",
        "long" => json + ".GetInt64()",
        "boolean" => json + ".GetBoolean()",
        "double" => json + ".GetDouble()",
        "float" => json + ".GetSingle()",
        "timestamp" => $"TextValue.Time(JsonAnswer.Text({json}))",
        "blob" => $"TextValue.Blob({json}.GetString())",
        _ => $"Shapes.{shapes.Reader(shape)}({json})",
    };
}
