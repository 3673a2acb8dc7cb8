using System.Text.Json;

namespace IncidentResponder.Remediations;

/// <summary>Finds what somebody else changed: what is neither as it was captured nor as the containment left it.</summary>
internal static class StateDrift
{
    /// <summary>The first difference, as a sentence; null when there is none.</summary>
    /// <param name="before">The captured state.</param>
    /// <param name="contained">The state as the containment leaves it.</param>
    /// <param name="now">The live state.</param>
    public static string? Between(JsonElement before, JsonElement contained, JsonElement now) => In("The state", before, contained, now);

    private static string? In(string name, JsonElement before, JsonElement contained, JsonElement now)
    {
        if (AreSame(now, before) || AreSame(now, contained))
            return null;

        return (before.ValueKind, contained.ValueKind, now.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object, JsonValueKind.Object) => InMembers(before, contained, now),
            (JsonValueKind.Array, JsonValueKind.Array, JsonValueKind.Array) when HalfWay(before, contained, now) => null,
            _ => $"{name} was left as {Raw(contained)} and is {Raw(now)} now.",
        };
    }

    private static string? InMembers(JsonElement before, JsonElement contained, JsonElement now) =>
        now.EnumerateObject()
            .Select(member => In(member.Name, MemberOf(before, member.Name), MemberOf(contained, member.Name), member.Value))
            .Concat(contained.EnumerateObject().Where(member => !now.TryGetProperty(member.Name, out _))
                .Select(member => MemberOf(before, member.Name).ValueKind is JsonValueKind.Undefined ? null : $"{member.Name} was left as {member.Value.GetRawText()} and is not there any more."))
            .FirstOrDefault(difference => difference is not null);

    private static bool AreSame(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind && JsonElement.DeepEquals(one, other);

    // A member that only the live state has.
    private static string Raw(JsonElement value) => value.ValueKind is JsonValueKind.Undefined ? "nothing" : value.GetRawText();

    private static JsonElement MemberOf(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : default;

    // A containment that was cut short: what both have is there, and there is nothing that neither has.
    private static bool HalfWay(JsonElement before, JsonElement contained, JsonElement now) =>
        now.EnumerateArray().All(item => Has(before, item) || Has(contained, item))
        && before.EnumerateArray().Where(item => Has(contained, item)).All(item => Has(now, item));

    private static bool Has(JsonElement items, JsonElement sought) => items.EnumerateArray().Any(item => JsonElement.DeepEquals(item, sought));
}
