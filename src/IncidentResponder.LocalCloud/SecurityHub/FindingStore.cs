using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.SecurityHub;

/// <summary>The findings that Security Hub holds, in AWS Security Finding Format, by product and id.</summary>
public sealed class FindingStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string ProductArn, string Id), JsonObject> findings = [];

    /// <summary>Keeps a finding, new or updated. The customer's fields of one that exists stay as they are.</summary>
    /// <returns>The finding as kept.</returns>
    public JsonObject Import(JsonObject finding)
    {
        var key = (Text(finding, "ProductArn"), Text(finding, "Id"));
        lock (gate)
        {
            var kept = (JsonObject)finding.DeepClone();
            var before = findings.GetValueOrDefault(key);
            kept["Workflow"] = before?["Workflow"]?.DeepClone() ?? new JsonObject { ["Status"] = "NEW" };
            if (before?["Note"] is { } note)
                kept["Note"] = note.DeepClone();
            kept["RecordState"] ??= "ACTIVE";
            findings[key] = kept;
            return (JsonObject)kept.DeepClone();
        }
    }

    /// <summary>Changes the customer's fields of a finding.</summary>
    /// <returns>The finding as kept, or null when there is none by these names.</returns>
    public JsonObject? Update(string productArn, string id, Action<JsonObject> change)
    {
        lock (gate)
        {
            if (!findings.TryGetValue((productArn, id), out var finding))
                return null;
            change(finding);
            return (JsonObject)finding.DeepClone();
        }
    }

    /// <summary>All findings that a filter lets through, in the order of their ids.</summary>
    public IReadOnlyList<JsonObject> Where(Func<JsonObject, bool> filter)
    {
        lock (gate)
            return [.. findings.Where(f => filter(f.Value)).OrderBy(f => f.Key.Id, StringComparer.Ordinal).Select(f => (JsonObject)f.Value.DeepClone())];
    }

    private static string Text(JsonObject finding, string name) => finding[name]?.GetValue<string>() ?? "";
}
