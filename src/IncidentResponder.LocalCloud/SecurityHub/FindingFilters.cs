using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.SecurityHub;

/// <summary>The string filters of GetFindings: values of one field are alternatives, fields are all required.</summary>
public static class FindingFilters
{
    /// <summary>Where each supported filter looks in a finding.</summary>
    private static readonly Dictionary<string, string[]> Paths = new(StringComparer.Ordinal)
    {
        ["Id"] = ["Id"],
        ["ProductArn"] = ["ProductArn"],
        ["AwsAccountId"] = ["AwsAccountId"],
        ["GeneratorId"] = ["GeneratorId"],
        ["Title"] = ["Title"],
        ["Type"] = ["Types"],
        ["RecordState"] = ["RecordState"],
        ["WorkflowStatus"] = ["Workflow", "Status"],
        ["SeverityLabel"] = ["Severity", "Label"],
        ["ResourceId"] = ["Resources", "Id"],
        ["ResourceType"] = ["Resources", "Type"],
    };

    /// <summary>Makes the predicate for a Filters object.</summary>
    /// <exception cref="NotSupportedException">A filter or a comparison is not known here.</exception>
    public static Func<JsonObject, bool> Compile(JsonObject? filters)
    {
        var tests = (filters ?? []).Select(f => Test(f.Key, f.Value as JsonArray ?? [])).ToArray();
        return finding => tests.All(test => test(finding));
    }

    private static Func<JsonObject, bool> Test(string name, JsonArray alternatives)
    {
        if (!Paths.TryGetValue(name, out var path))
            throw new NotSupportedException($"The local Security Hub has no filter '{name}'; it has {string.Join(", ", Paths.Keys)}.");
        var wanted = alternatives.OfType<JsonObject>().Select(Comparison).ToArray();
        return finding => ValuesAt(finding, path).Any(value => wanted.Any(w => w(value)));
    }

    private static Func<string, bool> Comparison(JsonObject filter)
    {
        var value = filter["Value"]?.GetValue<string>() ?? "";
        return filter["Comparison"]?.GetValue<string>() switch
        {
            "EQUALS" => found => found == value,
            "PREFIX" => found => found.StartsWith(value, StringComparison.Ordinal),
            "CONTAINS" => found => found.Contains(value, StringComparison.Ordinal),
            "NOT_EQUALS" => found => found != value,
            var other => throw new NotSupportedException($"The local Security Hub has no comparison '{other}'; use EQUALS, NOT_EQUALS, PREFIX or CONTAINS."),
        };
    }

    private static IEnumerable<string> ValuesAt(JsonNode? node, ReadOnlyMemory<string> path) => node switch
    {
        JsonArray many => many.SelectMany(item => ValuesAt(item, path)),
        JsonObject fields when path.Length > 0 => ValuesAt(fields[path.Span[0]], path[1..]),
        JsonValue value when path.Length == 0 => [value.ToString()],
        _ => [],
    };
}
