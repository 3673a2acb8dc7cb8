using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>A payload template: JSON in which a field named <c>x.$</c> gives the field x the value of its expression.</summary>
internal abstract record PayloadTemplate
{
    private PayloadTemplate()
    {
    }

    /// <exception cref="StatesFault">An expression cannot be evaluated.</exception>
    public abstract JsonNode? Fill(Scope scope);

    /// <summary>Reads a template.</summary>
    /// <param name="json">The template.</param>
    /// <param name="at">Where the template stands in the definition.</param>
    /// <param name="refuse">Told the place and the reason of each field that cannot be read.</param>
    public static PayloadTemplate Read(JsonNode? json, string at, Action<string, string> refuse) => json switch
    {
        JsonObject record => new Fields([.. record.Select(property => ReadField(property, $"{at}/{property.Key}", refuse))]),
        JsonArray array => new Items([.. array.Select((item, place) => Read(item, $"{at}[{place}]", refuse))]),
        _ => new Constant(json),
    };

    private static Field ReadField(KeyValuePair<string, JsonNode?> property, string at, Action<string, string> refuse)
    {
        if (!property.Key.EndsWith(".$", StringComparison.Ordinal))
            return new Field(property.Key, property.Key, Read(property.Value, at, refuse));
        string name = property.Key[..^2];
        if (JsonText.AsText(property.Value) is not { } text)
        {
            refuse(at, $"The value for the field '{property.Key}' must be a valid JSONPath or intrinsic function, not {JsonText.Write(property.Value)}");
            return new Field(name, property.Key, new Constant(null));
        }

        try
        {
            return new Field(name, property.Key, new Evaluated(property.Key, ExpressionReader.Read(text)));
        }
        catch (SyntaxFault fault)
        {
            refuse(at, $"The value for the field '{property.Key}' must be a valid JSONPath or intrinsic function: {fault.Message}");
            return new Field(name, property.Key, new Constant(null));
        }
    }

    private sealed record Field(string Name, string Key, PayloadTemplate Value);

    private sealed record Fields(IReadOnlyList<Field> All) : PayloadTemplate
    {
        public override JsonNode? Fill(Scope scope)
        {
            JsonObject filled = [];
            foreach (Field field in All)
                filled[field.Name] = field.Value.Fill(scope);
            return filled;
        }
    }

    private sealed record Items(IReadOnlyList<PayloadTemplate> All) : PayloadTemplate
    {
        public override JsonNode? Fill(Scope scope) => new JsonArray([.. All.Select(item => item.Fill(scope))]);
    }

    private sealed record Evaluated(string Key, Expression Value) : PayloadTemplate
    {
        public override JsonNode? Fill(Scope scope) => Value.Evaluate(scope, Key)?.DeepClone();
    }

    private sealed record Constant(JsonNode? Value) : PayloadTemplate
    {
        public override JsonNode? Fill(Scope scope) => Value?.DeepClone();
    }
}
