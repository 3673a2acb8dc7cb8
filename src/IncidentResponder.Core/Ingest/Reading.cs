using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads what an event must have, and remembers the first thing that is not as it must be.</summary>
internal sealed class Reading
{
    /// <summary>The first fault, if any.</summary>
    public Ingested.Unreadable? Fault { get; private set; }

    /// <summary>A text that must be there.</summary>
    public string Text(JsonPlace place)
    {
        if (place.Text is { } text)
            return text;

        Fail(place, $"{Name(place)} is {Found(place)}, but must be a text; send the event as the detector published it.");
        return "";
    }

    /// <summary>An account number that must be there.</summary>
    public AccountId Account(JsonPlace place)
    {
        if (!AccountId.TryParse(place.Text, out var account))
            Fail(place, $"{Name(place)} is {Found(place)}, but must be an account number of twelve digits, as text.");

        return account;
    }

    /// <summary>A moment that must be there, or in its place another.</summary>
    public DateTimeOffset Time(JsonPlace first, JsonPlace second)
    {
        var place = first.IsMissing && !second.IsMissing ? second : first;
        if (place.Time is { } time)
            return time;

        Fail(place, $"{Name(place)} is {Found(place)}, but must be a time such as 2026-01-14T02:07:31Z.");
        return default;
    }

    /// <summary>Remembers a fault unless one is known already.</summary>
    public void Fail(JsonPlace place, string reason) => Fault ??= new Ingested.Unreadable(place.Path, reason);

    private static string Name(JsonPlace place) => place.Path[(place.Path.LastIndexOf('.') + 1)..];

    private static string Found(JsonPlace place) => place.Value.ValueKind switch
    {
        JsonValueKind.Undefined => "missing",
        JsonValueKind.String => $"'{place.TextUpTo(64)}'",
        JsonValueKind.Number => $"the number {place.Value.GetRawText()[..Math.Min(place.Value.GetRawText().Length, 32)]}",
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => $"an {place.Value.ValueKind.ToString().ToLowerInvariant()}",
    };
}
