using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads what an event must have, and remembers the first thing that is not as it must be, and the first that raises doubt.</summary>
internal sealed class Reading
{
    /// <summary>What stands for an account number that the event does not give: it belongs to nobody.</summary>
    public static AccountId NoAccount { get; } = AccountId.Parse("000000000000");

    /// <summary>The first fault, if any.</summary>
    public Ingested.Unreadable? Fault { get; private set; }

    /// <summary>The first doubt, if any.</summary>
    public string? Doubt { get; private set; }

    /// <summary>A text that must be there, or when it is missing in its place another.</summary>
    public string Text(JsonPlace place, JsonPlace instead = default)
    {
        if ((place.IsMissing ? instead : place).Text is { } text)
            return text;

        Fail(place, $"{Name(place)} is {Found(place)}, but must be a text; send the event as the detector published it.");
        return "";
    }

    /// <summary>
    /// An account number, or in its place another. None at all or a text that is none raises doubt, for some exports leave it out or
    /// blacken it; anything else is a fault: a number has lost its leading zeros.
    /// </summary>
    public AccountId Account(JsonPlace place, AccountId? instead = null)
    {
        if (AccountId.TryParse(place.Text, out var account))
            return account;

        if (place.IsMissing && instead is { } other)
            return other;

        if (place.IsMissing || place.Text is { Length: <= 64 })
            Suspect($"{Name(place)} is {Found(place)}, which is no account number of twelve digits; find the account by hand.");
        else
            Fail(place, $"{Name(place)} is {Found(place)}, but must be an account number of twelve digits, as text.");

        return NoAccount;
    }

    /// <summary>A moment that must be there, the first of those that are.</summary>
    public DateTimeOffset Time(params ReadOnlySpan<JsonPlace> places)
    {
        var place = places[0];
        foreach (var other in places)
        {
            if (other.IsMissing)
                continue;

            place = other;
            break;
        }

        if (place.Time is { } time)
            return time;

        Fail(place, $"{Name(place)} is {Found(place)}, but must be a time such as 2026-01-14T02:07:31Z.");
        return default;
    }

    /// <summary>Remembers a fault unless one is known already.</summary>
    public void Fail(JsonPlace place, string reason) => Fault ??= new Ingested.Unreadable(place.Path, reason);

    /// <summary>Remembers a doubt unless one is known already.</summary>
    public void Suspect(string? doubt) => Doubt ??= doubt;

    /// <summary>The outcome for a finding that was read to its end.</summary>
    /// <param name="finding">What was read.</param>
    /// <param name="ignored">Why it asks for nothing; null when it is to be answered.</param>
    public Ingested Outcome(Finding finding, string? ignored) => (ignored, Fault) switch
    {
        ({ } reason, null) => new Ingested.Ignored(reason) { Finding = finding with { Doubt = Doubt } },
        ({ } reason, _) => new Ingested.Ignored(reason),
        (null, { } fault) => fault,
        _ => new Ingested.Understood(finding with { Doubt = Doubt }),
    };

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
