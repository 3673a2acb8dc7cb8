using System.Globalization;
using System.Text;

namespace IncidentResponder.Standins.Generator.Models;

/// <summary>A JSON value. The generator reads its own: a generator cannot bring System.Text.Json along.</summary>
internal sealed class JsonValue(object? content)
{
    internal static readonly JsonValue Nothing = new(null);

    internal string? Text => content as string;

    internal bool? Flag => content as bool?;

    internal double? Number => content as double?;

    internal bool IsTrue => content is true;

    internal IReadOnlyList<JsonValue> Items => content as List<JsonValue> ?? [];

    internal IReadOnlyList<KeyValuePair<string, JsonValue>> Members =>
        content as List<KeyValuePair<string, JsonValue>> ?? [];

    /// <summary>The member of that name, or <see cref="Nothing"/>.</summary>
    internal JsonValue this[string name]
    {
        get
        {
            foreach (var member in Members)
                if (member.Key == name)
                    return member.Value;
            return Nothing;
        }
    }

    internal bool IsNothing => content is null;

    /// <summary>The text of a member that the model must have.</summary>
    internal string Required(string name) =>
        this[name].Text ?? throw new FormatException($"The model lacks the text '{name}'; run refresh.py to cut it again.");

    /// <summary>The value as compact JSON text.</summary>
    internal string ToJson()
    {
        var json = new StringBuilder();
        Append(json);
        return json.ToString();
    }

    private void Append(StringBuilder json)
    {
        switch (content)
        {
            case null: json.Append("null"); break;
            case bool flag: json.Append(flag ? "true" : "false"); break;
            case double number: json.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case string text: json.Append(Literal.Of(text)); break;
            case List<JsonValue> items: AppendItems(json, items); break;
            default: AppendMembers(json); break;
        }
    }

    private static void AppendItems(StringBuilder json, List<JsonValue> items)
    {
        json.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                json.Append(',');
            items[i].Append(json);
        }

        json.Append(']');
    }

    private void AppendMembers(StringBuilder json)
    {
        json.Append('{');
        for (var i = 0; i < Members.Count; i++)
        {
            if (i > 0)
                json.Append(',');
            json.Append(Literal.Of(Members[i].Key)).Append(':');
            Members[i].Value.Append(json);
        }

        json.Append('}');
    }
}
