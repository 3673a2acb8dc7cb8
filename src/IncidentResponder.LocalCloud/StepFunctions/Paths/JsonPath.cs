using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Paths;

/// <summary>
/// A path of the Amazon States Language. One that can select a single value only gives that value, or is missing;
/// any other (with *, .., a slice, several indexes or a filter) gives a list, which may be empty.
/// </summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<PathStep> steps;

    private JsonPath(string text, bool inContext, IReadOnlyList<PathStep> steps)
    {
        Text = text;
        InContext = inContext;
        this.steps = steps;
    }

    public string Text { get; }

    /// <summary>Whether the path starts at the context object (<c>$$</c>) instead of the input (<c>$</c>).</summary>
    public bool InContext { get; }

    /// <summary>Whether the path is a reference path, which names one place only.</summary>
    public bool IsReference => steps.All(step => step.IsDefinite);

    /// <exception cref="SyntaxFault">The text is no path.</exception>
    public static JsonPath Parse(string text)
    {
        TextCursor cursor = new(text);
        JsonPath path = Read(cursor);
        return cursor.AtEnd ? path : throw cursor.Fault("nothing may follow the path here");
    }

    /// <summary>Reads a path that may be followed by something else.</summary>
    public static JsonPath Read(TextCursor cursor)
    {
        int from = cursor.At;
        if (!cursor.Take("$"))
            throw cursor.Fault("a path starts with $");
        bool inContext = cursor.Take("$");
        if (!inContext && (char.IsAsciiLetter(cursor.Next) || cursor.Next is '_'))
            throw cursor.Fault("variables are not supported");
        List<PathStep> steps = PathReader.ReadSteps(cursor);
        return new JsonPath(cursor.Text[from..cursor.At], inContext, steps);
    }

    /// <summary>Reads the path's value out of the input or the context; false when there is none.</summary>
    public bool TryRead(Scope scope, out JsonNode? value) =>
        TryFollow(steps, InContext ? scope.Context : scope.Input, out value);

    /// <summary>A copy of a value with another value put at this reference path; null when something on the way is no object or list.</summary>
    /// <param name="into">The value to copy.</param>
    /// <param name="value">What to put there.</param>
    /// <param name="put">The copy.</param>
    public bool TryPut(JsonNode? into, JsonNode? value, out JsonNode? put)
    {
        put = value?.DeepClone();
        if (steps.Count == 0)
            return true;
        JsonNode? root = into?.DeepClone();
        JsonNode? at = root;
        foreach (PathStep step in steps.Take(steps.Count - 1))
        {
            if (!TryStep(at, step, new JsonObject(), out at))
                return false;
        }

        if (!TryStep(at, steps[^1], put, out _, replace: true))
            return false;
        put = root;
        return true;
    }

    internal static bool TryFollow(IReadOnlyList<PathStep> steps, JsonNode? root, out JsonNode? value)
    {
        IReadOnlyList<JsonNode?> selected = [root];
        bool one = true;
        foreach (PathStep step in steps)
        {
            selected = [.. selected.SelectMany(from => step.Select(from, root))];
            one &= step.IsDefinite;
            if (one && selected.Count == 0)
            {
                value = null;
                return false;
            }
        }

        value = one ? selected[0] : new JsonArray([.. selected.Select(node => node?.DeepClone())]);
        return true;
    }

    /// <summary>Goes to the place of a step, which comes into being in an object that lacks it.</summary>
    private static bool TryStep(JsonNode? at, PathStep step, JsonNode? fresh, out JsonNode? next, bool replace = false)
    {
        next = null;
        switch (at, step)
        {
            case (JsonObject record, PathStep.Field field):
                if (replace || !record.ContainsKey(field.Name))
                    record[field.Name] = fresh;
                next = record[field.Name];
                return true;
            case (JsonArray array, PathStep.Index { Place: >= 0 } index) when index.Place < array.Count:
                if (replace)
                    array[index.Place] = fresh;
                next = array[index.Place];
                return true;
            default:
                return false;
        }
    }
}
