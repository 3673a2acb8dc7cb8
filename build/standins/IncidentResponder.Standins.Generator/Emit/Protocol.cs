using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>What depends on the protocol in the marshalling of an operation.</summary>
internal abstract class Protocol(TypeNames types)
{
    internal abstract string UnmarshallerType { get; }

    internal abstract string ContextType { get; }

    protected TypeNames Types => types;

    /// <summary>Writes how <c>value</c> becomes <c>request</c>.</summary>
    internal abstract void WriteRequest(CodeWriter code, Operation operation);

    /// <summary>Writes how <c>context</c> fills <c>value</c>.</summary>
    internal abstract void WriteResponse(CodeWriter code, Operation operation);

    /// <summary>Writes the function that makes the typed exception of an error answer.</summary>
    internal abstract void WriteErrors(CodeWriter code);

    /// <summary>Writes the functions of the nested shapes.</summary>
    internal abstract void WriteShapes(CodeWriter code);

    /// <summary>Whether a member was set: an empty collection counts unless collections are initialised.</summary>
    internal static string IsSet(Member member) =>
        member.Shape.IsCollection ? $"Collections.IsSet(value.{member.PropertyName})" : $"value.{member.PropertyName} != null";

    /// <summary>An expression of the text of a scalar.</summary>
    internal static string TextOf(Member member, string expression, string timestampFormat) => member.Shape.Type switch
    {
        "string" or "character" => $"StringUtils.FromString({expression})",
        "integer" => $"StringUtils.FromInt({expression})",
        "long" => $"StringUtils.FromLong({expression})",
        "boolean" => $"StringUtils.FromBool({expression})",
        "double" => $"StringUtils.FromDouble({expression})",
        "float" => $"StringUtils.FromFloat({expression})",
        "blob" => $"StringUtils.FromMemoryStream({expression})",
        "timestamp" => (member.TimestampFormat ?? timestampFormat) switch
        {
            "rfc822" => $"StringUtils.FromDateTimeToRFC822({expression})",
            "unixTimestamp" => $"StringUtils.FromDateTimeToUnixTimestamp({expression})",
            _ => $"StringUtils.FromDateTimeToISO8601WithOptionalMs({expression})",
        },
        _ => throw new NotSupportedException($"{member.Name} of type {member.Shape.Type} cannot travel as text"),
    };

    /// <summary>An expression of the value of a scalar's text.</summary>
    internal static string ValueOf(Shape shape, string text) => shape.Type switch
    {
        "string" or "character" => text,
        "integer" => $"TextValue.Int({text})",
        "long" => $"TextValue.Long({text})",
        "boolean" => $"TextValue.Bool({text})",
        "double" => $"TextValue.Double({text})",
        "float" => $"TextValue.Float({text})",
        "timestamp" => $"TextValue.Time({text})",
        "blob" => $"TextValue.Blob({text})",
        _ => throw new NotSupportedException($"{shape.Name} of type {shape.Type} cannot travel as text"),
    };
}
