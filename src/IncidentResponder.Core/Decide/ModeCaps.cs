namespace IncidentResponder.Core.Decide;

/// <summary>Holds decisions down to what may be done. Nothing here ever raises one.</summary>
public static class ModeCaps
{
    /// <summary>
    /// The decision under further caps, their sentences among its reasons. Whatever a cap speaks against is not done
    /// because nobody answered, either.
    /// </summary>
    public static Decision Capped(this Decision decision, IEnumerable<ModeCap> caps)
    {
        var because = decision.Because.ToList();
        var mode = Lower(decision.Mode, caps, because);
        if (mode == ResponseMode.AskFirst && WhoIsAsked.Of(decision).Objection is { } objection)
            mode = Lower(mode, [new(ResponseMode.NotifyOnly, objection)], because);
        if (because.Count == decision.Because.Length)
            return decision;

        return decision with
        {
            Mode = mode,
            Because = [.. because],
            Plan = Changes(mode) ? decision.Plan : decision.Plan with { Steps = [] },
            ContainOnExpiry = false,
        };
    }

    /// <summary>Whether something is changed at this mode, now or after a question.</summary>
    public static bool Changes(ResponseMode mode) => mode is ResponseMode.AskFirst or ResponseMode.ContainNow;

    /// <summary>The mode under the caps that are not above it; the sentence of each goes to the reasons.</summary>
    internal static ResponseMode Lower(ResponseMode mode, IEnumerable<ModeCap> caps, List<string> because)
    {
        foreach (var (most, why) in caps)
        {
            if (most > mode)
                continue;

            because.Add(why);
            mode = most;
        }

        return mode;
    }
}
