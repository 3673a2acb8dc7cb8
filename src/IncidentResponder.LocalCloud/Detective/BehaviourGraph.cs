using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Detective;

/// <summary>The behaviour graph of the account: its investigations and what they find.</summary>
public sealed class BehaviourGraph
{
    private readonly Lock gate = new();
    private readonly List<Investigation> investigations = [];

    /// <summary>Whether Detective is on. When off, no graph is listed, as for an account that is no administrator.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The graph's name in an account and Region.</summary>
    public static string ArnIn(string account, string region) => $"arn:aws:detective:{region}:{account}:graph:10ca1c10dd0000000000000000000001";

    /// <summary>Starts an investigation; as on AWS, a second call starts a second one.</summary>
    public string Start(string entityArn, string scopeStart, string scopeEnd, DateTimeOffset now)
    {
        lock (gate)
        {
            var id = $"{100_000_000_000_000_000_000m + investigations.Count}";
            investigations.Add(new Investigation(id, entityArn, scopeStart, scopeEnd, now));
            return id;
        }
    }

    /// <summary>The investigation, or null.</summary>
    public Investigation? Find(string id)
    {
        lock (gate)
            return investigations.Find(i => i.Id == id);
    }

    /// <summary>The investigations of an entity; of all entities when null.</summary>
    public IReadOnlyList<Investigation> Of(string? entityArn)
    {
        lock (gate)
            return [.. investigations.Where(i => entityArn is null || i.EntityArn == entityArn)];
    }

    /// <summary>What a finished investigation shows: a tactic seen, an address flagged, a journey that nobody can make.</summary>
    public static JsonArray IndicatorsFor() =>
    [
        Indicator("TTP_OBSERVED", "TTPsObservedDetail", new JsonObject
        {
            ["Tactic"] = "Impact",
            ["Technique"] = "Resource Hijacking",
            ["Procedure"] = "arn:aws:detective:::procedure/RunInstances",
            ["IpAddress"] = "198.51.100.23",
            ["APIName"] = "RunInstances",
            ["APISuccessCount"] = 4,
            ["APIFailureCount"] = 11,
        }),
        Indicator("FLAGGED_IP_ADDRESS", "FlaggedIpAddressDetail", new JsonObject { ["IpAddress"] = "198.51.100.23", ["Reason"] = "AWS_THREAT_INTELLIGENCE" }),
        Indicator("IMPOSSIBLE_TRAVEL", "ImpossibleTravelDetail", new JsonObject
        {
            ["StartingIpAddress"] = "192.0.2.10",
            ["EndingIpAddress"] = "198.51.100.23",
            ["StartingLocation"] = "Dublin, Ireland",
            ["EndingLocation"] = "Sydney, Australia",
            ["HourlyTimeDelta"] = 1,
        }),
    ];

    private static JsonObject Indicator(string type, string detailName, JsonObject detail) =>
        new() { ["IndicatorType"] = type, ["IndicatorDetail"] = new JsonObject { [detailName] = detail } };
}
