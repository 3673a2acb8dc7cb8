using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>
/// EKS as far as remediations use it: moto has no access entries, forgets a cluster's network when its endpoints change, and is never at an
/// update. It keeps what it is told, and refuses as AWS does: what does not exist or exists already, a second update, a cluster without endpoints.
/// </summary>
public sealed class EksCloud
{
    private static readonly Lock s_turn = new();
    private static readonly List<EksCloud> s_clusters = [];

    private readonly SortedDictionary<string, JsonObject> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _updates = [];
    private JsonObject _network = [];
    private JsonObject? _coming;
    private int _left;

    private EksCloud(string name) => Name = name;

    public string Name { get; }

    /// <summary>How the cluster knows its users.</summary>
    public string AuthenticationMode { get; init; } = "API_AND_CONFIG_MAP";

    /// <summary>How often the cluster is looked at until an update is through.</summary>
    public int Looks { get; set; }

    public static EksCloud Create(bool isPublic = true, bool isPrivate = false, string[]? from = null, string mode = "API_AND_CONFIG_MAP")
    {
        lock (s_turn)
        {
            var cluster = new EksCloud($"shop-{s_clusters.Count}") { AuthenticationMode = mode };
            cluster._network = new()
            {
                ["vpcId"] = "vpc-0123456789abcdef0",
                ["subnetIds"] = new JsonArray("subnet-0123456789abcdef0"),
                ["endpointPublicAccess"] = isPublic,
                ["endpointPrivateAccess"] = isPrivate,
                ["publicAccessCidrs"] = new JsonArray([.. (from ?? ["0.0.0.0/0"]).Select(cidr => JsonValue.Create(cidr))]),
            };
            s_clusters.Add(cluster);
            return cluster;
        }
    }

    public void Delete() => s_turn.Do(() => s_clusters.Remove(this));

    /// <summary>Opens the public endpoint as somebody else would.</summary>
    public void Open(string from) => s_turn.Do(() => (_network["endpointPublicAccess"], _network["publicAccessCidrs"]) = (true, new JsonArray(from)));

    /// <summary>Lets a principal in.</summary>
    public void Enter(string principal, string type = "STANDARD", string? username = null, string[]? groups = null, string? team = null) => s_turn.Do(() => _entries[principal] = new()
    {
        ["principalArn"] = principal,
        ["type"] = type,
        ["username"] = username ?? DefaultName(principal),
        ["kubernetesGroups"] = new JsonArray([.. (groups ?? []).Select(group => JsonValue.Create(group))]),
        ["tags"] = team is null ? new JsonObject() : new JsonObject { ["team"] = team },
        ["policies"] = new JsonArray(),
    });

    /// <summary>Gives a principal a policy, on some namespaces or on the cluster.</summary>
    public void Grant(string principal, string policy, params string[] namespaces) => s_turn.Do(() => Associate(_entries[principal], $"arn:aws:eks::aws:cluster-access-policy/{policy}", new()
    {
        ["type"] = namespaces.Length == 0 ? "cluster" : "namespace",
        ["namespaces"] = new JsonArray([.. namespaces.Select(one => JsonValue.Create(one))]),
    }));

    /// <summary>The endpoints and the entries, as one text to compare.</summary>
    public string State() => s_turn.Do(() => string.Join('\n', [_network.ToJsonString(), .. _entries.Values.Select(entry => entry.ToJsonString())]));

    /// <summary>The answer to a call.</summary>
    public static HttpResponseMessage Answer(HttpRequestMessage request, string body)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        lock (s_turn)
        {
            return path is ["clusters", var name, .. var rest] && s_clusters.Find(one => one.Name == name) is { } known
                ? known.Answer(request.Method.Method, rest, body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject())
                : Refused(HttpStatusCode.NotFound, "ResourceNotFoundException");
        }
    }

    private HttpResponseMessage Answer(string method, string[] rest, JsonObject body) => (method, rest) switch
    {
        ("GET", []) => Look(),
        ("POST", ["update-config"]) => Update(body),
        ("GET", ["access-entries"]) => Ok(new() { ["accessEntries"] = new JsonArray([.. _entries.Keys.Select(arn => JsonValue.Create(arn))]) }),
        ("POST", ["access-entries"]) => Create(body),
        (_, ["access-entries", var principal, ..]) when !_entries.ContainsKey(principal) => Refused(HttpStatusCode.NotFound, "ResourceNotFoundException"),
        ("GET", ["access-entries", var principal]) => Ok(new() { ["accessEntry"] = _entries[principal].DeepClone() }),
        ("DELETE", ["access-entries", var principal]) => Done(_entries.Remove(principal)),
        ("GET", ["access-entries", var principal, "access-policies"]) => Ok(new() { ["associatedAccessPolicies"] = _entries[principal]["policies"]!.DeepClone() }),
        ("POST", ["access-entries", var principal, "access-policies"]) =>
            Done(Associate(_entries[principal], (string)body["policyArn"]!, body["accessScope"]!.DeepClone().AsObject())),
        _ => Refused(HttpStatusCode.BadRequest, "InvalidRequestException"),
    };

    private HttpResponseMessage Look()
    {
        if (_coming is not null && _left-- <= 0)
            (_network, _coming) = (_coming, null);
        return Ok(new()
        {
            ["cluster"] = new JsonObject
            {
                ["name"] = Name,
                ["arn"] = $"arn:aws:eks:{Moto.Region}:{Moto.Account}:cluster/{Name}",
                ["status"] = _coming is null ? "ACTIVE" : "UPDATING",
                ["resourcesVpcConfig"] = _network.DeepClone(),
                ["accessConfig"] = new JsonObject { ["authenticationMode"] = AuthenticationMode },
                ["tags"] = new JsonObject { ["team"] = "shop" },
            },
        });
    }

    private HttpResponseMessage Update(JsonObject body)
    {
        var token = (string)body["clientRequestToken"]!;
        if (_updates.TryGetValue(token, out var same) && _coming is not null)
            return Ok(new() { ["update"] = same.DeepClone() });
        if (_coming is not null)
            return Refused(HttpStatusCode.Conflict, "ResourceInUseException");

        var after = _network.DeepClone().AsObject();
        foreach (var (name, value) in body["resourcesVpcConfig"]!.AsObject())
            after[name] = value!.DeepClone();
        if (JsonNode.DeepEquals(after, _network) || (!after["endpointPublicAccess"]!.GetValue<bool>() && !after["endpointPrivateAccess"]!.GetValue<bool>()))
            return Refused(HttpStatusCode.BadRequest, "InvalidParameterException");

        (_coming, _left) = (after, Looks);
        if (Looks == 0)
            (_network, _coming) = (after, null);
        var update = new JsonObject { ["id"] = _updates.Count.ToString("d8", CultureInfo.InvariantCulture), ["status"] = "InProgress", ["type"] = "EndpointAccessUpdate" };
        _updates[token] = update;
        return Ok(new() { ["update"] = update.DeepClone() });
    }

    private HttpResponseMessage Create(JsonObject body)
    {
        var principal = (string)body["principalArn"]!;
        if (_entries.ContainsKey(principal))
            return Refused(HttpStatusCode.Conflict, "ResourceInUseException");
        if (((string?)body["username"])?.StartsWith("arn:aws:sts", StringComparison.Ordinal) is true)
            return Refused(HttpStatusCode.BadRequest, "InvalidParameterException");

        _entries[principal] = new()
        {
            ["principalArn"] = principal,
            ["type"] = (string?)body["type"] ?? "STANDARD",
            ["username"] = (string?)body["username"] ?? DefaultName(principal),
            ["kubernetesGroups"] = body["kubernetesGroups"]?.DeepClone() ?? new JsonArray(),
            ["tags"] = body["tags"]?.DeepClone() ?? new JsonObject(),
            ["policies"] = new JsonArray(),
        };
        return Ok(new() { ["accessEntry"] = _entries[principal].DeepClone() });
    }

    private static JsonObject Associate(JsonObject entry, string policy, JsonObject scope)
    {
        scope["namespaces"] ??= new JsonArray();
        var others = entry["policies"]!.AsArray().Where(one => (string)one!["policyArn"]! != policy).Select(one => one!.DeepClone());
        JsonNode[] all = [.. others, new JsonObject { ["policyArn"] = policy, ["accessScope"] = scope }];
        entry["policies"] = new JsonArray([.. all.OrderBy(one => (string)one["policyArn"]!, StringComparer.Ordinal)]);
        return entry;
    }

    private static string DefaultName(string principal) => principal.Split('/') is [var start, .., var role] && start.EndsWith(":role", StringComparison.Ordinal)
        ? $"arn:aws:sts::{principal.Split(':')[4]}:assumed-role/{role}/{{{{SessionName}}}}"
        : principal;

    private static HttpResponseMessage Done(object? _) => Ok([]);

    private static HttpResponseMessage Ok(JsonObject answer) => new(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), null, "application/json") };

    private static HttpResponseMessage Refused(HttpStatusCode status, string code)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent($$"""{"message": "{{code}}"}""", null, "application/json") };
        answer.Headers.Add("x-amzn-ErrorType", code);
        return answer;
    }
}
