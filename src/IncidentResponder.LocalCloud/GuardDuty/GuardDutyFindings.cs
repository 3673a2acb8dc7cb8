using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.SecurityHub;

namespace IncidentResponder.LocalCloud.GuardDuty;

/// <summary>GuardDuty's findings, and its integration with Security Hub: as on AWS, each finding is imported there too.</summary>
/// <param name="hub">Security Hub.</param>
public sealed class GuardDutyFindings(SecurityHubApi hub)
{
    private readonly ConcurrentDictionary<string, JsonObject> byId = new(StringComparer.Ordinal);

    /// <summary>Keeps a finding that GuardDuty's own event brought, and imports it into Security Hub.</summary>
    /// <param name="detail">The detail of a "GuardDuty Finding" event.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task KeepAsync(JsonObject detail, CancellationToken cancel)
    {
        if (detail["id"]?.GetValue<string>() is not { } id)
            return;
        byId[id] = (JsonObject)detail.DeepClone();
        await hub.ImportAsync(AsffForm.Of(detail), cancel);
    }

    /// <summary>The finding by its id, in the camelCase of its event.</summary>
    public JsonObject? Find(string id) => byId.TryGetValue(id, out var detail) ? (JsonObject)detail.DeepClone() : null;
}
