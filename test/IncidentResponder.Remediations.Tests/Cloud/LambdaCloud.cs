using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>
/// Lambda as far as remediations use it: moto has one URL and one policy a function and can't list URLs. It keeps what it is told, and
/// refuses as AWS does: unknown functions, statements that exist, revisions that have passed.
/// </summary>
public sealed class LambdaCloud
{
    private static readonly Lock s_turn = new();
    private static readonly List<LambdaCloud> s_functions = [];

    private readonly SortedDictionary<string, List<JsonObject>> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _revisions = [];
    private readonly SortedDictionary<string, string> _urls = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string Source, string State, string Target)> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _aliases = [];
    private readonly JsonObject _tags = [];
    private int? _reserved;

    private LambdaCloud(string name) => Name = name;

    public string Name { get; }

    public string Arn => $"arn:aws:lambda:{Moto.Region}:{Moto.Account}:function:{Name}";

    public static LambdaCloud Create(string name = "app")
    {
        lock (s_turn)
        {
            var function = new LambdaCloud($"{name}-{s_functions.Count}");
            s_functions.Add(function);
            return function;
        }
    }

    public void Delete() => s_turn.Do(() => s_functions.Remove(this));

    public void Tag(string key, string value) => s_turn.Do(() => _tags[key] = value);

    public void Reserve(int? executions) => s_turn.Do(() => _reserved = executions);

    public void Alias(string name)
    {
        lock (s_turn)
            _aliases.Add(name);
    }

    public void Url(string qualifier, string authType) => s_turn.Do(() => _urls[qualifier] = authType);

    public string Source(string queue, bool enabled, string qualifier = "") => s_turn.Do(() =>
    {
        var id = $"{_sources.Count:d8}-0000-0000-0000-{Name.GetHashCode(StringComparison.Ordinal) & 0xffffff:x12}";
        _sources[id] = ($"arn:aws:sqs:{Moto.Region}:{Moto.Account}:{queue}", enabled ? "Enabled" : "Disabled", qualifier.Length == 0 ? Arn : $"{Arn}:{qualifier}");
        return id;
    });

    public void SetSource(string id, string state) => s_turn.Do(() => _sources[id] = _sources[id] with { State = state });

    public void RemoveSource(string id) => s_turn.Do(() => _sources.Remove(id));

    /// <summary>Puts a statement into a policy as it stands, past the checks.</summary>
    public void Permit(string qualifier, string statement)
    {
        lock (s_turn)
            Policy(qualifier).Add(JsonNode.Parse(statement)!.AsObject());
    }

    /// <summary>All of it, as one text to compare.</summary>
    public string State() => s_turn.Do(() => string.Join('\n',
    [
        $"reserved {_reserved?.ToString(CultureInfo.InvariantCulture) ?? "none"}",
        .. _urls.Select(url => $"url {url.Key} {url.Value}"),
        .. _sources.Select(source => $"source {source.Key} {source.Value}"),
        .. _policies.SelectMany(policy => policy.Value.Select(statement => $"policy {policy.Key} {Sorted(statement)}").Order(StringComparer.Ordinal)),
    ]));

    /// <summary>The answer to a call about one of the functions; null when it is about something else.</summary>
    public static HttpResponseMessage? Answer(HttpRequestMessage request, string body)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var query = System.Web.HttpUtility.ParseQueryString(request.RequestUri.Query);
        lock (s_turn)
        {
            return path switch
            {
                [_, "event-source-mappings"] => Ok(new() { ["EventSourceMappings"] = new JsonArray([.. s_functions.SelectMany(one => one._sources.Keys.Select(one.SourceJson))]) }),
                [_, "event-source-mappings", var id] when s_functions.Find(one => one._sources.ContainsKey(id)) is { } its => its.UpdateSource(id, body),
                [_, "functions", var name, .. var rest] when s_functions.Find(one => one.Name == name) is { } known =>
                    known.Answer(request.Method, rest, query["Qualifier"] ?? "", query["RevisionId"], body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject()),
                _ => null,
            };
        }
    }

    private HttpResponseMessage Answer(HttpMethod method, string[] rest, string qualifier, string? revision, JsonObject body) => (method.Method, rest) switch
    {
        ("GET", []) => Ok(new() { ["Configuration"] = new JsonObject { ["FunctionName"] = Name, ["FunctionArn"] = Arn, ["Role"] = $"arn:aws:iam::{Moto.Account}:role/app" }, ["Tags"] = _tags.DeepClone() }),
        ("GET", ["concurrency"]) => Ok(_reserved is { } reserved ? new() { ["ReservedConcurrentExecutions"] = reserved } : []),
        ("PUT", ["concurrency"]) => Ok(new() { ["ReservedConcurrentExecutions"] = _reserved = body["ReservedConcurrentExecutions"]!.GetValue<int>() }),
        ("DELETE", ["concurrency"]) => Done(_reserved = null),
        ("GET", ["aliases"]) => Ok(new() { ["Aliases"] = new JsonArray([.. _aliases.Select(alias => new JsonObject { ["Name"] = alias })]) }),
        ("GET", ["versions"]) => Ok(new() { ["Versions"] = new JsonArray(new JsonObject { ["Version"] = "$LATEST" }, new JsonObject { ["Version"] = "1" }) }),
        ("GET", ["urls"]) => Ok(new() { ["FunctionUrlConfigs"] = new JsonArray([.. _urls.Keys.Select(UrlJson)]) }),
        ("PUT", ["url"]) when _urls.ContainsKey(qualifier) => UpdateUrl(qualifier, body),
        ("GET", ["policy"]) when Policy(qualifier).Count > 0 => Ok(new() { ["Policy"] = PolicyText(qualifier), ["RevisionId"] = $"{_revisions[qualifier]}" }),
        ("POST", ["policy"]) => AddStatement(qualifier, body),
        ("DELETE", ["policy", var sid]) => RemoveStatement(qualifier, sid, revision),
        _ => Refused(HttpStatusCode.NotFound, "ResourceNotFoundException"),
    };

    private List<JsonObject> Policy(string qualifier)
    {
        _revisions.TryAdd(qualifier, 1);
        return _policies.TryGetValue(qualifier, out var found) ? found : _policies[qualifier] = [];
    }

    private string PolicyText(string qualifier) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Id"] = "default",
        ["Statement"] = new JsonArray([.. Policy(qualifier).Select(statement => statement.DeepClone())]),
    }.ToJsonString();

    private HttpResponseMessage AddStatement(string qualifier, JsonObject call)
    {
        if (Policy(qualifier).Exists(statement => (string?)statement["Sid"] == (string?)call["StatementId"]))
            return Refused(HttpStatusCode.Conflict, "ResourceConflictException");

        var condition = new JsonObject();
        Under(condition, "ArnLike", "AWS:SourceArn", call["SourceArn"]);
        Under(condition, "StringEquals", "AWS:SourceAccount", call["SourceAccount"]);
        Under(condition, "StringEquals", "lambda:EventSourceToken", call["EventSourceToken"]);
        Under(condition, "StringEquals", "aws:PrincipalOrgID", call["PrincipalOrgID"]);
        Under(condition, "StringEquals", "lambda:FunctionUrlAuthType", call["FunctionUrlAuthType"]);
        Under(condition, "Bool", "lambda:InvokedViaFunctionUrl", call["InvokedViaFunctionUrl"] is { } via ? via.ToJsonString() : null);
        var statement = new JsonObject
        {
            ["Sid"] = (string?)call["StatementId"],
            ["Effect"] = "Allow",
            ["Principal"] = (string?)call["Principal"],
            ["Action"] = (string?)call["Action"],
            ["Resource"] = qualifier.Length == 0 ? Arn : $"{Arn}:{qualifier}",
        };
        if (condition.Count > 0)
            statement["Condition"] = condition;
        Policy(qualifier).Add(statement);
        _revisions[qualifier]++;
        return Answered(HttpStatusCode.Created, new() { ["Statement"] = statement.ToJsonString() });
    }

    private HttpResponseMessage RemoveStatement(string qualifier, string sid, string? revision)
    {
        if (revision is not null && revision != $"{_revisions.GetValueOrDefault(qualifier)}")
            return Refused(HttpStatusCode.PreconditionFailed, "PreconditionFailedException");
        if (Policy(qualifier).RemoveAll(statement => (string?)statement["Sid"] == sid) == 0)
            return Refused(HttpStatusCode.NotFound, "ResourceNotFoundException");
        _revisions[qualifier]++;
        return Done(null);
    }

    private HttpResponseMessage UpdateUrl(string qualifier, JsonObject body)
    {
        _urls[qualifier] = (string?)body["AuthType"] ?? _urls[qualifier];
        return Ok(UrlJson(qualifier));
    }

    private JsonObject UrlJson(string qualifier) => new()
    {
        ["FunctionUrl"] = $"https://{Name}{qualifier}.lambda-url.{Moto.Region}.on.aws/",
        ["FunctionArn"] = qualifier.Length == 0 ? Arn : $"{Arn}:{qualifier}",
        ["AuthType"] = _urls[qualifier],
    };

    private HttpResponseMessage UpdateSource(string id, string body)
    {
        if (_sources[id].State is "Updating" or "Creating")
            return Refused(HttpStatusCode.BadRequest, "ResourceInUseException");
        _sources[id] = _sources[id] with { State = JsonNode.Parse(body)!["Enabled"]!.GetValue<bool>() ? "Enabled" : "Disabled" };
        return Answered(HttpStatusCode.Accepted, SourceJson(id));
    }

    private JsonObject SourceJson(string id) => new()
    {
        ["UUID"] = id,
        ["EventSourceArn"] = _sources[id].Source,
        ["FunctionArn"] = _sources[id].Target,
        ["State"] = _sources[id].State,
    };

    private static void Under(JsonObject condition, string clause, string key, JsonNode? value)
    {
        if (value is null)
            return;
        if (condition[clause] is not JsonObject keys)
            condition[clause] = keys = [];
        keys[key] = value.DeepClone();
    }

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Sorted(member.Value)}"))}}}",
        _ => node?.ToJsonString() ?? "null",
    };

    private static HttpResponseMessage Ok(JsonObject body) => Answered(HttpStatusCode.OK, body);

    private static HttpResponseMessage Done(object? _) => new(HttpStatusCode.NoContent);

    private static HttpResponseMessage Answered(HttpStatusCode status, JsonObject body) => new(status) { Content = new StringContent(body.ToJsonString(), null, "application/json") };

    private static HttpResponseMessage Refused(HttpStatusCode status, string code)
    {
        var answer = Answered(status, new() { ["Message"] = code });
        answer.Headers.Add("x-amzn-ErrorType", code);
        return answer;
    }
}
