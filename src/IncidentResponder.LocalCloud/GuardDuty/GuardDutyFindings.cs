using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.SecurityHub;

namespace IncidentResponder.LocalCloud.GuardDuty;

/// <summary>GuardDuty's findings, and its integration with Security Hub: as on AWS, each finding is imported there too.</summary>
/// <param name="hub">Security Hub.</param>
public sealed class GuardDutyFindings(SecurityHubApi hub)
{
    private readonly ConcurrentDictionary<(string Detector, string Id), JsonObject> kept = new();

    /// <summary>Keeps a finding, as GuardDuty has it before its event tells of it.</summary>
    /// <param name="detail">The detail of a "GuardDuty Finding" event.</param>
    public void Keep(JsonObject detail)
    {
        if (detail["id"]?.GetValue<string>() is { } id)
            kept[(DetectorOf(detail), id)] = (JsonObject)detail.DeepClone();
    }

    /// <summary>Imports a finding into Security Hub, which follows GuardDuty's own event.</summary>
    /// <param name="detail">The detail of a "GuardDuty Finding" event.</param>
    /// <param name="cancel">Gives up.</param>
    public Task ImportAsync(JsonObject detail, CancellationToken cancel) =>
        detail["id"] is null ? Task.CompletedTask : hub.ImportAsync(AsffForm.Of(detail), cancel);

    /// <summary>A detector's finding by its id, in the camelCase of its event.</summary>
    public JsonObject? Find(string detector, string id) => kept.TryGetValue((detector, id), out var detail) ? (JsonObject)detail.DeepClone() : null;

    /// <summary>Whether a detector is of this account: the one that is there from the start, or one that has made a finding.</summary>
    public bool Has(string detector) => detector == GuardDutyApi.Detector || kept.Keys.Any(one => one.Detector == detector);

    private static string DetectorOf(JsonObject detail) =>
        detail["arn"]?.GetValue<string>().Split('/') is [_, var detector, "finding", _] ? detector
        : detail["service"]?["detectorId"]?.GetValue<string>() ?? GuardDutyApi.Detector;
}
