using System.Globalization;
using System.Text;

namespace IncidentResponder.Standins.Generator.Models;

/// <summary>Reads the JSON of a model file.</summary>
internal sealed class JsonReader
{
    private readonly string json;
    private int at;

    private JsonReader(string json) => this.json = json;

    internal static JsonValue Read(string json) => new JsonReader(json).ReadValue();

    private JsonValue ReadValue()
    {
        switch (Peek())
        {
            case '{': return new(ReadObject());
            case '[': return new(ReadArray());
            case '"': return new(ReadText());
            case 't': return Word("true", new(true));
            case 'f': return Word("false", new(false));
            case 'n': return Word("null", JsonValue.Nothing);
            default: return new(ReadNumber());
        }
    }

    private List<KeyValuePair<string, JsonValue>> ReadObject()
    {
        var members = new List<KeyValuePair<string, JsonValue>>();
        Expect('{');
        while (Peek() != '}')
        {
            if (members.Count > 0)
                Expect(',');
            Peek();
            var name = ReadText();
            Expect(':');
            members.Add(new(name, ReadValue()));
        }

        Expect('}');
        return members;
    }

    private List<JsonValue> ReadArray()
    {
        var items = new List<JsonValue>();
        Expect('[');
        while (Peek() != ']')
        {
            if (items.Count > 0)
                Expect(',');
            items.Add(ReadValue());
        }

        Expect(']');
        return items;
    }

    private string ReadText()
    {
        Expect('"');
        var text = new StringBuilder();
        for (var c = Next(); c != '"'; c = Next())
            text.Append(c == '\\' ? Escaped(Next()) : c);
        return text.ToString();
    }

    private char Escaped(char c)
    {
        switch (c)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u':
                at += 4;
                return (char)Convert.ToInt32(json.Substring(at - 4, 4), 16);
            default: return c;
        }
    }

    private double ReadNumber()
    {
        var start = at;
        while (at < json.Length && "+-0123456789.eE".IndexOf(json[at]) >= 0)
            at++;
        return double.Parse(json.Substring(start, at - start), CultureInfo.InvariantCulture);
    }

    private JsonValue Word(string word, JsonValue value)
    {
        at += word.Length;
        return value;
    }

    private void Expect(char expected)
    {
        if (Peek() != expected)
            throw new FormatException($"Expected '{expected}' at character {at} of the model, found '{json[at]}'.");
        at++;
    }

    private char Next() =>
        at < json.Length ? json[at++] : throw new FormatException("The model ends too early; run refresh.py to cut it again.");

    private char Peek()
    {
        while (at < json.Length && char.IsWhiteSpace(json[at]))
            at++;
        return at < json.Length ? json[at] : throw new FormatException("The model ends too early; run refresh.py to cut it again.");
    }
}
