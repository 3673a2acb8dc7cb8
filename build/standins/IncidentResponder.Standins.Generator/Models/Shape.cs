namespace IncidentResponder.Standins.Generator.Models;

/// <summary>A type of a service's model: a scalar, an enumeration, a collection or a structure.</summary>
internal sealed class Shape(string name, JsonValue json, ServiceModel service)
{
    private IReadOnlyList<Member>? members;

    internal string Name => name;

    internal string Type { get; } = json.Required("type");

    internal bool IsEnum => Type == "string" && !json["enum"].IsNothing;

    internal bool IsStructure => Type == "structure";

    internal bool IsList => Type == "list";

    internal bool IsMap => Type == "map";

    internal bool IsCollection => IsList || IsMap;

    /// <summary>Whether C# needs a question mark to leave it unset.</summary>
    internal bool IsValue => Type is "integer" or "long" or "boolean" or "double" or "float" or "timestamp";

    internal IEnumerable<string> EnumValues => json["enum"].Items.Select(value => value.Text ?? "");

    internal IReadOnlyList<Member> Members => members ??=
        json["members"].Members.Select(member => new Member(member.Key, member.Value, service)).ToList();

    internal Member Element => new("member", json["member"], service);

    internal Member Key => new("key", json["key"], service);

    internal Member Value => new("value", json["value"], service);

    /// <summary>The members, or the element, or the key and the value.</summary>
    internal IEnumerable<Member> Parts => IsList ? [Element] : IsMap ? [Key, Value] : Members;

    internal bool IsFlattened => json["flattened"].IsTrue;

    internal string? TimestampFormat => json["timestampFormat"].Text;

    internal string? Payload => json["payload"].Text;

    /// <summary>What the service writes as the error's code, if it is not the shape's name.</summary>
    internal string ErrorCode => json["error"]["code"].Text ?? name;

    internal bool IsRetryable => !json["retryable"].IsNothing;

    internal bool IsThrottling => json["retryable"]["throttling"].IsTrue;
}
