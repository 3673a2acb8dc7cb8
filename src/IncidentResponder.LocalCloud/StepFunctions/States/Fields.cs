using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Expressions;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Reads the fields of one object of a definition, and refuses those that nobody asked for.</summary>
internal sealed class Fields(JsonObject json, string at, Problems problems)
{
    private static readonly JsonPath Whole = JsonPath.Parse("$");

    private readonly HashSet<string> known = ["Comment"];

    public string At { get; } = at;

    public Problems Problems { get; } = problems;

    public IEnumerable<string> Names => json.Select(property => property.Key);

    public bool Has(string name) => json.ContainsKey(Know(name));

    public JsonNode? Any(string name) => json[Know(name)];

    public string? Text(string name) => Typed(name, "a string", JsonText.AsText);

    public string RequiredText(string name)
    {
        if (!Has(name))
            Missing(name);
        return Text(name) ?? "";
    }

    public JsonObject? Object(string name) => Typed(name, "an object", value => value as JsonObject);

    public JsonArray? Array(string name) => Typed(name, "an array", value => value as JsonArray);

    public bool? Boolean(string name) => Typed(name, "true or false", value => JsonText.AsBoolean(value) is { } flag ? new Box<bool>(flag) : null)?.Value;

    public decimal? Number(string name, decimal fewest, decimal most) =>
        Typed(name, $"a number from {fewest} to {most}", value => JsonText.AsNumber(value) is { } number && number >= fewest && number <= most ? new Box<decimal>(number) : null)?.Value;

    public int? Integer(string name, int fewest, int most) =>
        (int?)Typed(name, $"an integer from {fewest} to {most}", value => JsonText.AsNumber(value) is { } number && number >= fewest && number <= most && number == decimal.Truncate(number) ? new Box<decimal>(number) : null)?.Value;

    /// <summary>A path that may be null; the whole when the field is absent.</summary>
    public JsonPath? PathOrNull(string name, bool reference = false)
    {
        if (!Has(name))
            return Whole;
        return json[name] is null ? null : Path(name, reference) ?? Whole;
    }

    /// <summary>Where a result goes: a reference path into the input, or null to drop it.</summary>
    public JsonPath? ResultPath()
    {
        JsonPath? path = PathOrNull("ResultPath", reference: true);
        if (path is { InContext: true })
            Refuse("ResultPath", "The value for the field 'ResultPath' must be a reference path into the input, not the context object");
        return path;
    }

    public JsonPath? Path(string name, bool reference = false)
    {
        if (Text(name) is not { } text)
            return null;
        try
        {
            JsonPath path = JsonPath.Parse(text);
            if (reference && !path.IsReference)
                Refuse(name, $"The value for the field '{name}' must be a valid reference path, which names one place: '{text}'");
            return path;
        }
        catch (SyntaxFault fault)
        {
            Refuse(name, $"The value for the field '{name}' must be a valid JSONPath: {fault.Message}");
            return null;
        }
    }

    /// <summary>A number of the field, or of the path in the field with Path behind its name; null when neither is there.</summary>
    public Amount? Amount(string name, int fewest, int most = States.Amount.Most)
    {
        int? number = Integer(name, fewest, most);
        string pathName = name + "Path";
        JsonPath? path = Path(pathName, reference: true);
        if (Has(name) && Has(pathName))
            Refuse(pathName, $"You cannot define both '{name}' and '{pathName}'");
        return path is not null ? new Amount(pathName, 0, path) : number is { } given ? new Amount(name, given, null) : null;
    }

    public PayloadTemplate? Template(string name) =>
        Object(name) is { } template ? PayloadTemplate.Read(template, $"{At}/{name}", Problems.Refuse) : null;

    public Expression? Expression(string name)
    {
        if (Text(name) is not { } text)
            return null;
        try
        {
            return ExpressionReader.Read(text);
        }
        catch (SyntaxFault fault)
        {
            Refuse(name, $"The value for the field '{name}' must be a valid JSONPath or intrinsic function: {fault.Message}");
            return null;
        }
    }

    public void Missing(string name) => Problems.Refuse(At, $"The field '{name}' is required but was missing");

    public void Refuse(string name, string why) => Problems.Refuse($"{At}/{name}", why);

    /// <summary>Refuses every field that was not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (string name in Names.Where(name => !known.Contains(name)))
            Refuse(name, $"Field '{name}' is not supported");
    }

    private string Know(string name)
    {
        known.Add(name);
        return name;
    }

    private T? Typed<T>(string name, string expected, Func<JsonNode?, T?> read)
        where T : class
    {
        if (!Has(name))
            return null;
        T? value = read(json[name]);
        if (value is null)
            Refuse(name, $"The value for the field '{name}' must be {expected}, not {JsonText.Write(json[name])}");
        return value;
    }

    private sealed record Box<T>(T Value);
}
