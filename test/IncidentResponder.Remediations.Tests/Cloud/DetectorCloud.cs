using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>
/// A GuardDuty detector with filters and lists of trusted addresses, and the CloudTrail of its account, which moto lacks: it keeps what it
/// is told, switches a list in its own time, and lists a page of one at a time.
/// </summary>
public sealed class DetectorCloud
{
    private static readonly ConcurrentDictionary<string, DetectorCloud> s_detectors = new();

    private readonly SortedDictionary<string, JsonObject> _filters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonObject> _lists = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _records = [];
    private int _left;

    public DetectorCloud()
    {
        Id = $"{s_detectors.Count:x32}";
        s_detectors[Id] = this;
    }

    public string Id { get; }

    /// <summary>Who calls, as CloudTrail tells it.</summary>
    public const string Mallory = """{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/mallory","userName":"mallory","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}""";

    /// <summary>A session of a role.</summary>
    public const string Session =
        """{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/pipeline/1","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role","userName":"pipeline"}}}""";

    /// <summary>How often a list is looked at until it has been switched.</summary>
    public int Looks { get; set; }

    /// <summary>A filter, as somebody makes it; by nobody that CloudTrail remembers when null.</summary>
    public void Filter(string name, string action = "ARCHIVE", string? by = Mallory, string type = "Recon:EC2/Portscan")
    {
        _filters[name] = new()
        {
            ["name"] = name,
            ["action"] = action,
            ["description"] = "Known noise",
            ["rank"] = _filters.Count + 1,
            ["findingCriteria"] = new JsonObject
            {
                ["criterion"] = new JsonObject
                {
                    ["type"] = new JsonObject { ["eq"] = new JsonArray(type), ["equals"] = new JsonArray(type) },
                    ["severity"] = new JsonObject { ["gte"] = 4, ["greaterThanOrEqual"] = 4 },
                },
            },
            ["tags"] = new JsonObject { ["team"] = "soc" },
        };
        if (by is not null)
            Record("CreateFilter", $$"""{"detectorId":"{{Id}}","name":"{{name}}"}""", by);
    }

    /// <summary>A list of trusted addresses.</summary>
    public void List(string id, string status = "ACTIVE", string? by = Mallory)
    {
        _lists[id] = new()
        {
            ["name"] = "office",
            ["format"] = "TXT",
            ["location"] = $"https://s3.amazonaws.com/example-lists/{id}.txt",
            ["status"] = status,
            ["expectedBucketOwner"] = Moto.Account,
            ["tags"] = new JsonObject { ["team"] = "soc" },
        };
        if (by is not null)
            Record("CreateIPSet", $$"""{"detectorId":"{{Id}}","name":"office","activate":true}""", by, $$"""{"ipSetId":"{{id}}"}""");
    }

    public void DeleteFilter(string name) => _filters.Remove(name);

    /// <summary>Has CloudTrail remember a call.</summary>
    public void Record(string call, string parameters, string by, string response = "null", string? error = null, string source = "guardduty.amazonaws.com", string at = "2026-01-14T09:30:00Z") =>
        _records.Add(new()
        {
            ["EventId"] = $"{_records.Count}",
            ["EventName"] = call,
            ["EventTime"] = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            ["CloudTrailEvent"] = $$"""{"eventSource":"{{source}}","userIdentity":{{by}},"requestParameters":{{parameters}},"responseElements":{{response}}{{(error is null ? "" : $",\"errorCode\":\"{error}\"")}}}""",
        });

    /// <summary>The filters and lists, as one text to compare.</summary>
    public string State() => string.Join('\n', _filters.Values.Concat(_lists.Values).Select(one => one.ToJsonString()));

    /// <summary>Answers for the account: which detector it has, and what CloudTrail remembers.</summary>
    public string? Answer(string call, string body) => call switch
    {
        "guardduty:ListDetectors" => $$"""{"detectorIds":["{{Id}}"]}""",
        "cloudtrail:LookupEvents" => Lookup(JsonNode.Parse(body)!.AsObject()).ToJsonString(),
        _ => null,
    };

    /// <summary>The answer to a call about a detector that is known here; null for others.</summary>
    public static HttpResponseMessage? Answer(HttpRequestMessage request, string body)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return path is ["detector", var id, .. var rest] && s_detectors.TryGetValue(id, out var known)
            ? known.Answer(request.Method.Method, rest, request.RequestUri.Query, body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject())
            : null;
    }

    private HttpResponseMessage Answer(string method, string[] rest, string query, JsonObject body) => (method, rest) switch
    {
        ("GET", ["filter"]) => Page("filterNames", _filters.Keys, query),
        ("GET", ["ipset"]) => Page("ipSetIds", _lists.Keys, query),
        ("GET", ["filter", var name]) when _filters.TryGetValue(name, out var filter) => Ok(filter.DeepClone().AsObject()),
        ("GET", ["ipset", var id]) when _lists.TryGetValue(id, out var list) => Ok(Look(list)),
        ("POST", ["filter", var name]) when _filters.TryGetValue(name, out var filter) => Update(filter, body, name),
        ("POST", ["ipset", var id]) when _lists.TryGetValue(id, out var list) && !IsSwitching(list) => Switch(list, (bool)body["activate"]!),
        _ => Refused(),
    };

    private JsonObject Lookup(JsonObject ask)
    {
        var name = (string)ask["LookupAttributes"]![0]!["AttributeValue"]!;
        var from = ask["StartTime"]!.GetValue<double>();
        var found = _records.Where(one => (string)one["EventName"]! == name && one["EventTime"]!.GetValue<long>() >= from).Reverse().ToList();
        var at = int.Parse((string?)ask["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        var page = new JsonObject { ["Events"] = new JsonArray([.. found.Skip(at).Take(1).Select(one => one.DeepClone())]) };
        if (at + 1 < found.Count)
            page["NextToken"] = $"{at + 1}";
        return page;
    }

    private static HttpResponseMessage Update(JsonObject filter, JsonObject body, string name)
    {
        foreach (var (member, value) in body)
            filter[member] = value!.DeepClone();
        return Ok(new() { ["name"] = name });
    }

    private HttpResponseMessage Switch(JsonObject list, bool active)
    {
        _left = Looks;
        list["status"] = (active, Looks) switch
        {
            (true, 0) => "ACTIVE",
            (false, 0) => "INACTIVE",
            (true, _) => "ACTIVATING",
            _ => "DEACTIVATING",
        };
        return Ok([]);
    }

    private JsonObject Look(JsonObject list)
    {
        if (IsSwitching(list) && _left-- <= 0)
            list["status"] = (string)list["status"]! == "ACTIVATING" ? "ACTIVE" : "INACTIVE";
        return list.DeepClone().AsObject();
    }

    private static bool IsSwitching(JsonObject list) => (string)list["status"]! is "ACTIVATING" or "DEACTIVATING";

    private static HttpResponseMessage Page(string member, IEnumerable<string> names, string query)
    {
        var all = names.ToList();
        var at = query.Split("nextToken=") is [_, var token] ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        var page = new JsonObject { [member] = new JsonArray([.. all.Skip(at).Take(1).Select(one => JsonValue.Create(one))]) };
        if (at + 1 < all.Count)
            page["nextToken"] = $"{at + 1}";
        return Ok(page);
    }

    private static HttpResponseMessage Ok(JsonObject answer) => new(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), null, "application/json") };

    private static HttpResponseMessage Refused()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"message": "The request is rejected because the input is not known."}""", null, "application/json") };
        answer.Headers.Add("x-amzn-ErrorType", "BadRequestException");
        return answer;
    }
}
