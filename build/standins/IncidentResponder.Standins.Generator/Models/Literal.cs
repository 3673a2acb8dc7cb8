using System.Text;

namespace IncidentResponder.Standins.Generator.Models;

/// <summary>Text in quotation marks, as C# and JSON both read it.</summary>
internal static class Literal
{
    internal static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                literal.Append('\\').Append(c);
            else if (c < ' ')
                literal.Append("\\u").Append(((int)c).ToString("x4"));
            else
                literal.Append(c);
        }

        return literal.Append('"').ToString();
    }
}
