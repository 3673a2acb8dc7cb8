using System.Collections.Immutable;
using System.Globalization;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads the hours in which nobody is woken by what is only told.</summary>
internal static class QuietHoursReader
{
    /// <summary>The hours; null when the policy has none.</summary>
    public static QuietHours? Read(PolicyPage page)
    {
        if (page.Place.IsMissing)
            return null;

        page.Knows("fromUtc", "toUtc", "days", "wakeFrom");
        QuietHours hours = new()
        {
            FromUtc = Time(page, "fromUtc"),
            ToUtc = Time(page, "toUtc"),
            Days = Days(page),
            WakeFrom = page.Choice<Severity>("wakeFrom", null),
        };
        if (hours.NeverEnd)
            page.Fault(page.Place, "These hours never end, so nobody would ever be told; give another toUtc, or leave out a day.");
        return hours;
    }

    private static TimeOnly Time(PolicyPage page, string name)
    {
        if (TimeOnly.TryParseExact(page.Place[name].Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;

        // The fault stands for it; another minute keeps it from being taken for a whole day besides.
        page.Fault(page.Place[name], $"{name} must be a time in UTC such as \"22:00\".");
        return name == "fromUtc" ? TimeOnly.MinValue : TimeOnly.MaxValue;
    }

    private static ImmutableSortedSet<DayOfWeek> Days(PolicyPage page)
    {
        var names = page.Texts("days");
        foreach (var other in names.Where(name => !Enum.GetNames<DayOfWeek>().Contains(name, StringComparer.Ordinal)))
            page.Fault(page.Place["days"], $"'{other}' is no day; write {string.Join(", ", Enum.GetNames<DayOfWeek>())}.");
        return [.. Enum.GetValues<DayOfWeek>().Where(day => names.Contains(day.ToString(), StringComparer.Ordinal))];
    }
}
