using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads how many incidents a policy lets be opened one by one.</summary>
internal static class FloodReader
{
    private const int Most = 1000;

    public static FloodLimits Read(PolicyPage page)
    {
        page.Knows("perAccountAndType", "all", "critical");
        var usual = new FloodLimits();
        return new()
        {
            PerAccountAndType = Rate(page.Object("perAccountAndType"), usual.PerAccountAndType),
            All = Rate(page.Object("all"), usual.All),
            Critical = Rate(page.Object("critical"), usual.Critical),
        };
    }

    private static Rate Rate(PolicyPage page, Rate absent)
    {
        page.Knows("burst", "perHour");
        return new(page.Whole("burst", absent.Burst, 1, Most), page.Whole("perHour", absent.PerHour, 1, Most));
    }
}
