using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentResponder.Core;

/// <summary>
/// Names an incident by what it is about, never at random, so that a redelivered finding joins by construction. An incident that is
/// taken up again has the same name and a number: "INC-20260114-8c1f0a2b9d3e4f50-2".
/// At most 80 characters of letters, digits and '-': it is also the name of the execution.
/// </summary>
[JsonConverter(typeof(IncidentIdJson))]
public readonly record struct IncidentId
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private IncidentId(string value) => Value = value;

    /// <summary>The text of the id, for example "INC-20260114-8c1f0a2b9d3e4f50".</summary>
    public string Value { get; }

    /// <summary>Which response to the incident this is: 1, or the number after the third '-' when it was taken up again.</summary>
    [JsonIgnore]
    public int Round => Value?.Split('-') is [_, _, _, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var round) ? round : 1;

    /// <summary>The day on which the incident's finding was created, in UTC; null for an id that names none.</summary>
    [JsonIgnore]
    public DateOnly? Day =>
        Value?.Split('-') is [_, var digits, ..] && DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The id of the incident's first response.</summary>
    [JsonIgnore]
    public IncidentId First => Round == 1 ? this : new(Value[..Value.LastIndexOf('-')]);

    /// <summary>The id of the response that would come next.</summary>
    [JsonIgnore]
    public IncidentId Next => new($"{First.Value}-{(Round + 1).ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Reads an incident id.</summary>
    /// <exception cref="FormatException">The text is empty, longer than 80 characters, or has other characters.</exception>
    public static IncidentId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"Incident id '{text}' must be 1 to 80 letters, digits and '-'; copy it from the notice.");

    /// <summary>Reads an incident id if the text is one.</summary>
    public static bool TryParse(string? text, out IncidentId id)
    {
        var valid = text is { Length: > 0 and <= 80 } && !text.AsSpan().ContainsAnyExcept(Allowed);
        id = valid ? new IncidentId(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

internal sealed class IncidentIdJson : JsonConverter<IncidentId>
{
    public override IncidentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IncidentId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, IncidentId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
