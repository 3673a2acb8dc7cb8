using System.Text;
using System.Xml;

namespace IncidentResponder.Standins.Wire;

/// <summary>The XML of a request.</summary>
internal static class XmlBody
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
        OmitXmlDeclaration = true,
    };

    internal static byte[] Of(Action<XmlWriter> write)
    {
        using var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, Settings))
            write(xml);
        return body.ToArray();
    }
}
