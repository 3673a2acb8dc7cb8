using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Cli.Parse;

/// <summary>What became of a file: the worst of its results is its outcome.</summary>
/// <param name="File">The path.</param>
/// <param name="Results">One a finding; at least one.</param>
internal sealed record ParsedFile(string File, IReadOnlyList<Ingested> Results)
{
    /// <summary>"error" when a part can't be read, "finding" when a part asks for a response, else "ignored".</summary>
    public string Outcome =>
        Results.Any(result => result is Ingested.Unreadable) ? "error"
        : Results.Any(result => result is Ingested.Understood) ? "finding"
        : "ignored";

    /// <summary>Why nothing is answered, for each part of which that is so; "" when all of it is.</summary>
    public string Reason => string.Join(" ", Results.Select(ReasonOf).Where(reason => reason.Length > 0).Distinct(StringComparer.Ordinal));

    /// <summary>The file as one line of JSON. Findings are those that were read, also where they ask for nothing.</summary>
    public string AsJson()
    {
        JsonObject line = new() { ["file"] = File, ["outcome"] = Outcome };
        if (Reason is { Length: > 0 } reason)
            line["reason"] = reason;

        line["findings"] = new JsonArray([.. Results.Select(FindingOf).OfType<Finding>()
            .Select(finding => JsonSerializer.SerializeToNode(finding, CoreJson.Default.Finding))]);
        return line.ToJsonString();
    }

    /// <summary>The finding that a result holds; null when it holds none.</summary>
    public static Finding? FindingOf(Ingested result) => result switch
    {
        Ingested.Understood understood => understood.Finding,
        Ingested.Ignored ignored => ignored.Finding,
        _ => null,
    };

    /// <summary>Why a result asks for nothing; "" when it is to be answered.</summary>
    public static string ReasonOf(Ingested result) => result switch
    {
        Ingested.Ignored ignored => ignored.Reason,
        Ingested.Unreadable unreadable => $"{unreadable.Path}: {unreadable.Reason}",
        _ => "",
    };
}
