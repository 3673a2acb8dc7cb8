using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Paths;

/// <summary>Reads a filter's condition: comparisons and existence, joined by &amp;&amp;, || and !.</summary>
internal static class FilterReader
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    public static PathFilter ReadInParentheses(TextCursor cursor)
    {
        cursor.SkipSpaces();
        cursor.Expect("(");
        PathFilter read = ReadAny(cursor);
        cursor.SkipSpaces();
        cursor.Expect(")");
        return read;
    }

    private static PathFilter ReadAny(TextCursor cursor)
    {
        List<PathFilter> parts = [ReadAll(cursor)];
        while (TakeSpaced(cursor, "||"))
            parts.Add(ReadAll(cursor));
        return parts.Count == 1 ? parts[0] : new PathFilter.Any(parts);
    }

    private static PathFilter ReadAll(TextCursor cursor)
    {
        List<PathFilter> parts = [ReadOne(cursor)];
        while (TakeSpaced(cursor, "&&"))
            parts.Add(ReadOne(cursor));
        return parts.Count == 1 ? parts[0] : new PathFilter.All(parts);
    }

    private static PathFilter ReadOne(TextCursor cursor)
    {
        cursor.SkipSpaces();
        if (cursor.Take("!"))
            return new PathFilter.Not(ReadOne(cursor));
        if (cursor.Sees("("))
            return ReadInParentheses(cursor);
        PathFilter.Operand left = ReadOperand(cursor);
        if (Operators.FirstOrDefault(sign => TakeSpaced(cursor, sign)) is { } comparison)
            return new PathFilter.Compares(left, comparison, ReadOperand(cursor));
        return left.Steps is not null ? new PathFilter.Exists(left) : throw cursor.Fault("expected ==, !=, <, <=, > or >=");
    }

    private static PathFilter.Operand ReadOperand(TextCursor cursor)
    {
        cursor.SkipSpaces();
        if (cursor.Take("@"))
            return new PathFilter.Operand(null, PathReader.ReadSteps(cursor), FromItem: true);
        if (cursor.Take("$"))
            return new PathFilter.Operand(null, PathReader.ReadSteps(cursor), FromItem: false);
        if (cursor.Next is '\'' or '"')
            return new PathFilter.Operand(JsonValue.Create(cursor.TakeQuoted()), null, FromItem: false);
        return new PathFilter.Operand(ReadLiteral(cursor), null, FromItem: false);
    }

    private static JsonNode? ReadLiteral(TextCursor cursor)
    {
        string literal = cursor.TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '+' or '.');
        try
        {
            return JsonText.Parse(literal);
        }
        catch (JsonException)
        {
            throw cursor.Fault("expected a path, a quoted text, a number, true, false or null");
        }
    }

    private static bool TakeSpaced(TextCursor cursor, string expected)
    {
        cursor.SkipSpaces();
        return cursor.Take(expected);
    }
}
