namespace IncidentResponder.Standins.Generator.Models;

/// <summary>A member of a structure, or the element, key or value of a collection.</summary>
internal sealed class Member(string name, JsonValue json, ServiceModel service)
{
    internal string Name => name;

    internal string PropertyName => Capitalised(name);

    internal Shape Shape => service.Shape(json.Required("shape"));

    /// <summary>The name on the wire.</summary>
    internal string WireName => json["locationName"].Text ?? name;

    internal string? ExplicitWireName => json["locationName"].Text;

    /// <summary>Where it travels: uri, querystring, header, statusCode, or null for the body.</summary>
    internal string? Location => json["location"].Text;

    internal bool IsFlattened => json["flattened"].IsTrue || Shape.IsFlattened;

    internal bool IsXmlAttribute => json["xmlAttribute"].IsTrue;

    /// <summary>The XML namespace that starts with this member, or null.</summary>
    internal string? XmlNamespace => json["xmlNamespace"]["uri"].Text;

    internal bool IsIdempotencyToken => json["idempotencyToken"].IsTrue;

    internal string? TimestampFormat => json["timestampFormat"].Text ?? Shape.TimestampFormat;

    /// <summary>The parameter of the endpoint rules that this member sets, or null.</summary>
    internal string? EndpointParameter => json["contextParam"]["name"].Text;

    internal static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
