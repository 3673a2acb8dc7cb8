using System.Xml;

namespace IncidentResponder.Standins.Wire;

/// <summary>An element of an XML answer.</summary>
internal sealed class AnswerElement(string name)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly List<AnswerElement> children = [];

    private string Name => name;

    internal string Text { get; private set; } = "";

    /// <summary>The first child of that name, or null.</summary>
    internal AnswerElement? this[string child] => children.Find(element => element.Name == child);

    internal IEnumerable<AnswerElement> All(string child) => children.Where(element => element.Name == child);

    /// <summary>Reads the answer; null when there is none.</summary>
    internal static AnswerElement? Read(Stream answer)
    {
        using var xml = XmlReader.Create(answer, Settings);
        var open = new Stack<AnswerElement>();
        AnswerElement? root = null;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                var element = Enter(open, xml);
                root ??= element;
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
                open.Pop();
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                open.Peek().Text += xml.Value;
        }

        return root;
    }

    private static AnswerElement Enter(Stack<AnswerElement> open, XmlReader xml)
    {
        var element = new AnswerElement(xml.LocalName);
        if (open.Count > 0)
            open.Peek().children.Add(element);
        if (!xml.IsEmptyElement)
            open.Push(element);
        return element;
    }
}
