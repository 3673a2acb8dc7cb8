using System.Text.Json.Nodes;
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
            output.WriteLine(json ? Json(result, decider, known) : Text(result, decider, known));
        return results.Any(result => result is Ingested.Unreadable) ? 1 : 0;
    }

    private string Json(Ingested result, Decider decider, TargetFacts facts) => result switch
    {
        Ingested.Understood(var finding) => Json(Decide(finding, decider, facts)),
        Ingested.Ignored(var reason) => new JsonObject { ["outcome"] = "ignored", ["reason"] = reason }.ToJsonString(),
        Ingested.Unreadable(var path, var reason) => new JsonObject { ["outcome"] = "error", ["path"] = path, ["reason"] = reason }.ToJsonString(),
        _ => "{}",
    };

    private string Text(Ingested result, Decider decider, TargetFacts facts) => result switch
    {
        Ingested.Understood(var finding) => Text(Decide(finding, decider, facts)),
        Ingested.Ignored(var reason) => $"ignored: {reason}",
        Ingested.Unreadable(var path, var reason) => $"can't be read at {path}: {reason}",
        _ => "",
    };

    private static string Json((Incident Incident, Decision Decision) one) => DecisionText.Json(one.Incident, one.Decision).ToJsonString();

    private static string Text((Incident Incident, Decision Decision) one) => string.Join(Environment.NewLine, DecisionText.Lines(one.Incident, one.Decision));

    private (Incident Incident, Decision Decision) Decide(Finding finding, Decider decider, TargetFacts facts)
    {
        var incident = IncidentOpening.Open(finding, clock.GetUtcNow());
        return (incident, decider.Decide(incident, facts, clock.GetUtcNow()));
    }
}
