using System.Globalization;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>Reads a path or an intrinsic function with its arguments.</summary>
internal static class ExpressionReader
{
    /// <summary>AWS's limit on functions inside functions.</summary>
    private const int Deepest = 10;

    /// <exception cref="SyntaxFault">The text is neither.</exception>
    public static Expression Read(string text)
    {
        if (text.StartsWith('$'))
            return new Expression.At(JsonPath.Parse(text));
        TextCursor cursor = new(text);
        if (!cursor.Sees("States."))
            throw cursor.Fault("expected a path that starts with $ or an intrinsic function such as States.Format");
        Expression call = ReadCall(cursor, 1);
        return cursor.AtEnd ? call : throw cursor.Fault("nothing may follow the function here");
    }

    private static Expression.Call ReadCall(TextCursor cursor, int depth)
    {
        int from = cursor.At;
        string name = cursor.TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.');
        Intrinsic function = Intrinsic.Find(name) ?? throw cursor.Fault($"there is no intrinsic function {name}");
        if (depth > Deepest)
            throw cursor.Fault($"functions may be nested {Deepest} deep");
        List<Expression> arguments = ReadArguments(cursor, depth);
        if (arguments.Count < function.Fewest || arguments.Count > function.Most)
            throw cursor.Fault($"{name} takes {Bounds(function)} arguments, not {arguments.Count}");
        if (name == TextFunctions.FormatName)
            arguments[0] = KeepEscapes(arguments[0]);
        return new Expression.Call(cursor.Text[from..cursor.At], function, arguments);
    }

    private static List<Expression> ReadArguments(TextCursor cursor, int depth)
    {
        List<Expression> arguments = [];
        cursor.Expect("(");
        cursor.SkipSpaces();
        if (cursor.Take(")"))
            return arguments;
        do
        {
            cursor.SkipSpaces();
            arguments.Add(ReadArgument(cursor, depth));
            cursor.SkipSpaces();
        }
        while (cursor.Take(","));
        cursor.Expect(")");
        return arguments;
    }

    private static Expression ReadArgument(TextCursor cursor, int depth)
    {
        if (cursor.Sees("$"))
            return new Expression.At(JsonPath.Read(cursor));
        if (cursor.Sees("States."))
            return ReadCall(cursor, depth + 1);
        int from = cursor.At;
        JsonNode? value = cursor.Sees("'") ? JsonValue.Create(cursor.TakeQuoted()) : ReadPlain(cursor);
        return new Expression.Literal(cursor.Text[from..cursor.At], value);
    }

    /// <summary>Only States.Format gives braces a meaning, so a literal that it gets keeps the backslashes before them.</summary>
    private static Expression KeepEscapes(Expression argument) =>
        argument is Expression.Literal { Text: ['\'', ..] } literal
            ? literal with { Value = JsonValue.Create(literal.Text[1..^1]) }
            : argument;

    private static JsonNode? ReadPlain(TextCursor cursor)
    {
        string plain = cursor.TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '+' or '.');
        if (decimal.TryParse(plain, NumberStyles.Float, null, out _))
            return JsonText.Parse(plain);
        return plain switch
        {
            "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ => throw cursor.Fault("expected a path, a text in single quotes, a number, true, false, null or an intrinsic function"),
        };
    }

    private static string Bounds(Intrinsic function) =>
        function.Fewest == function.Most ? $"{function.Fewest}" : $"{function.Fewest} to {function.Most}";
}
