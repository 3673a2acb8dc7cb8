using System.Globalization;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads the suppressions of a policy.</summary>
internal static class SuppressionReader
{
    public static Suppression Read(PolicyPage page)
    {
        page.Knows("name", "owner", "why", "until", "findingTypes", "resources", "when");
        var types = page.Texts("findingTypes");
        if (types.IsEmpty || types.Contains("*", StringComparer.Ordinal))
            page.Fault(page.Place["findingTypes"], "findingTypes must name types; a suppression of every type would silence the responder.");
        if (!Approver.IsAddress(page.Text("owner")))
            page.Fault(page.Place["owner"], "owner must be the e-mail address of whoever answers for it.");

        return new()
        {
            Name = page.Text("name"),
            Owner = page.Text("owner"),
            Why = page.Text("why"),
            Until = Day(page),
            FindingTypes = types,
            Resources = page.Texts("resources"),
            When = page.Pattern("when"),
        };
    }

    private static DateOnly Day(PolicyPage page)
    {
        if (DateOnly.TryParseExact(page.Place["until"].Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        page.Fault(page.Place["until"], "until must be the first day on which it no longer holds, such as \"2027-01-31\".");
        return default;
    }
}
