using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Cli.Decide;

/// <summary>Says what would be decided about an event, and why.</summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
/// <param name="clock">The time: suppressions end.</param>
public sealed class DecideEvent(TextWriter output, TextWriter errors, TimeProvider clock)
{
    /// <summary>Decides.</summary>
    /// <param name="file">The event.</param>
    /// <param name="policy">The policy; the shipped one when null.</param>
    /// <param name="facts">The target's facts; ordinary ones are assumed when null.</param>
    /// <param name="json">A JSON line a finding.</param>
    /// <returns>0 when every finding was decided, 1 when one could not be read, 2 when a file could not.</returns>
    public int Run(string file, string? policy, string? facts, bool json)
    {
        var files = new InputFiles(errors);
        if (files.Text(file, "an event") is not { } text
            || files.Policy(policy ?? InputFiles.ShippedPolicy) is not { } reading
            || files.Facts(facts) is not { } known)
            return 2;

        var decider = new Decider(reading, OfflineCatalogue.All, []);
        var results = EventReader.Read(text);
        foreach (var result in results)
            output.WriteLine(Say(result, decider, known, json));
        return results.Any(result => result is Ingested.Unreadable) ? 1 : 0;
    }

    private string Say(Ingested result, Decider decider, TargetFacts facts, bool json)
    {
        if (result is not Ingested.Understood(var finding))
            return DecisionText.Undecided(result, json);

        var incident = IncidentOpening.Open(finding, clock.GetUtcNow());
        var decision = decider.Decide(incident, facts, clock.GetUtcNow());
        return json ? DecisionText.Json(incident, decision).ToJsonString() : string.Join(Environment.NewLine, DecisionText.Lines(incident, decision));
    }
}
