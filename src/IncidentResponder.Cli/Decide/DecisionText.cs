using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Cli.Decide;

/// <summary>A decision, for people and for programs.</summary>
internal static class DecisionText
{
    /// <summary>The mode, the reasons, and each step with its calls.</summary>
    public static IEnumerable<string> Lines(Incident incident, Decision decision) =>
    [
        $"{decision.Mode} by rule '{decision.Rule}': {incident.Finding.Type} on {incident.Target.Id} in {incident.Finding.Account}, {incident.Finding.Region}",
        .. decision.Because.Select(line => $"  because  {line}"),
        .. decision.Otherwise.Select(line => $"  else     {line}"),
        .. decision.Plan.Steps.SelectMany(step => step.Calls.Select(call => $"    {call}").Prepend($"  step {step.Number}   {step.Title}")),
    ];

    /// <summary>Why there is no decision about what was not understood.</summary>
    public static string Undecided(Ingested result, bool json) => result switch
    {
        Ingested.Ignored(var reason) => json ? new JsonObject { ["outcome"] = "ignored", ["reason"] = reason }.ToJsonString() : $"ignored: {reason}",
        Ingested.Unreadable(var path, var reason) => json ? new JsonObject { ["outcome"] = "error", ["path"] = path, ["reason"] = reason }.ToJsonString() : $"can't be read at {path}: {reason}",
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no reading of an event that this version knows."),
    };

    /// <summary>All of it.</summary>
    public static JsonObject Json(Incident incident, Decision decision) => new()
    {
        ["outcome"] = "decided",
        ["incident"] = JsonSerializer.SerializeToNode(incident, CoreJson.Default.Incident),
        ["decision"] = JsonSerializer.SerializeToNode(decision, CoreJson.Default.Decision),
    };
}
