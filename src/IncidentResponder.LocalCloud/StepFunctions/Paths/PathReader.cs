namespace IncidentResponder.LocalCloud.StepFunctions.Paths;

/// <summary>Reads the steps of a JSONPath.</summary>
internal static class PathReader
{
    private const string NotInNames = ".[](),'\"=<>!&|?@+*/";

    /// <summary>Reads steps for as long as they come; what follows them is left to the caller.</summary>
    public static List<PathStep> ReadSteps(TextCursor cursor)
    {
        List<PathStep> steps = [];
        while (true)
        {
            if (cursor.Take(".."))
            {
                steps.Add(new PathStep.Descend());
                steps.Add(cursor.Sees("[") ? ReadBracket(cursor) : ReadName(cursor));
            }
            else if (cursor.Take("."))
            {
                steps.Add(ReadName(cursor));
            }
            else if (cursor.Sees("["))
            {
                steps.Add(ReadBracket(cursor));
            }
            else
            {
                return steps;
            }
        }
    }

    private static PathStep ReadName(TextCursor cursor)
    {
        if (cursor.Take("*"))
            return new PathStep.Everything();
        string name = cursor.TakeWhile(letter => !char.IsWhiteSpace(letter) && !NotInNames.Contains(letter, StringComparison.Ordinal));
        if (name.Length == 0)
            throw cursor.Fault("a field's name is missing");
        if (cursor.Sees("("))
            throw cursor.Fault($"the function {name}() is not supported in a path; use an intrinsic function such as States.ArrayLength");
        return new PathStep.Field(name);
    }

    private static PathStep ReadBracket(TextCursor cursor)
    {
        cursor.Expect("[");
        cursor.SkipSpaces();
        PathStep step = ReadInside(cursor);
        cursor.SkipSpaces();
        cursor.Expect("]");
        return step;
    }

    private static PathStep ReadInside(TextCursor cursor)
    {
        if (cursor.Take("*"))
            return new PathStep.Everything();
        if (cursor.Next is '\'' or '"')
            return ReadQuotedName(cursor);
        if (cursor.Take("?"))
            return new PathStep.Where(FilterReader.ReadInParentheses(cursor));
        int? first = cursor.TakeInteger();
        if (cursor.Take(":"))
            return new PathStep.Slice(first, cursor.TakeInteger());
        if (first is not { } index)
            throw cursor.Fault("expected an index, a slice, a quoted name, * or a filter");
        return ReadMoreIndexes(cursor, index);
    }

    private static PathStep.Field ReadQuotedName(TextCursor cursor)
    {
        string name = cursor.TakeQuoted();
        cursor.SkipSpaces();
        if (cursor.Sees(","))
            throw cursor.Fault("several names in one bracket are not supported");
        return new PathStep.Field(name);
    }

    private static PathStep ReadMoreIndexes(TextCursor cursor, int first)
    {
        List<int> places = [first];
        cursor.SkipSpaces();
        while (cursor.Take(","))
        {
            cursor.SkipSpaces();
            places.Add(cursor.TakeInteger() ?? throw cursor.Fault("expected an index behind the comma"));
            cursor.SkipSpaces();
        }

        return places.Count == 1 ? new PathStep.Index(first) : new PathStep.Indexes(places);
    }
}
