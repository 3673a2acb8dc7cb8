using System.Globalization;
using System.Text;

namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>Reads a path or an expression from left to right.</summary>
internal sealed class TextCursor(string text)
{
    public string Text { get; } = text;

    public int At { get; private set; }

    public bool AtEnd => At >= Text.Length;

    public char Next => AtEnd ? '\0' : Text[At];

    public bool Sees(string expected) => string.CompareOrdinal(Text, At, expected, 0, expected.Length) == 0;

    /// <summary>Steps over what is expected, if it comes next.</summary>
    public bool Take(string expected)
    {
        if (!Sees(expected))
            return false;
        At += expected.Length;
        return true;
    }

    public void Expect(string expected)
    {
        if (!Take(expected))
            throw Fault($"expected '{expected}'");
    }

    public void SkipSpaces()
    {
        while (!AtEnd && char.IsWhiteSpace(Next))
            At++;
    }

    public string TakeWhile(Func<char, bool> fits)
    {
        int from = At;
        while (!AtEnd && fits(Next))
            At++;
        return Text[from..At];
    }

    public int? TakeInteger()
    {
        int from = At;
        Take("-");
        string digits = TakeWhile(char.IsAsciiDigit);
        if (digits.Length > 0 && int.TryParse(Text.AsSpan(from, At - from), NumberStyles.AllowLeadingSign, null, out int number))
            return number;
        At = from;
        return null;
    }

    /// <summary>Reads a quoted text whose opening quote comes next; a backslash takes the next character as it is.</summary>
    public string TakeQuoted()
    {
        char quote = Next;
        At++;
        StringBuilder read = new();
        while (!AtEnd && Next != quote)
        {
            if (Next == '\\' && At + 1 < Text.Length)
                At++;
            read.Append(Next);
            At++;
        }

        if (AtEnd)
            throw Fault($"the quote {quote} is not closed");
        At++;
        return read.ToString();
    }

    public SyntaxFault Fault(string why) => new($"'{Text}' cannot be read at character {At + 1}: {why}.");
}
