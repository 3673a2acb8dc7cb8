using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Detective;

/// <summary>
/// Detective's investigations: one graph, investigations that run for some seconds of the cloud's time,
/// and indicators that were put there for the entity. Only IAM users and roles can be investigated, as on AWS.
/// </summary>
/// <param name="graphs">The graph and its investigations.</param>
/// <param name="clock">The cloud's time.</param>
public sealed partial class DetectiveApi(BehaviourGraph graphs, TimeProvider clock) : ILocalService
{
    /// <inheritdoc/>
    public string SigningName => "detective";

    /// <inheritdoc/>
    public bool Owns(LocalRequest request) => true;

    /// <inheritdoc/>
    public Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel) => Task.FromResult(request.Path switch
    {
        "/graphs/list" => ListGraphs(request),
        "/investigations/startInvestigation" => Start(request.Json()),
        "/investigations/getInvestigation" => Get(request.Json()),
        "/investigations/listInvestigations" => List(request.Json()),
        "/investigations/listIndicators" => Indicators(request.Json()),
        _ => LocalResponse.Error("ResourceNotFoundException", $"The local Detective does not answer {request.Method} {request.Path}.", 404),
    });

    private LocalResponse ListGraphs(LocalRequest request) => LocalResponse.Json(new JsonObject
    {
        ["GraphList"] = graphs.Enabled
            ? new JsonArray(new JsonObject { ["Arn"] = BehaviourGraph.ArnIn(request.Account, request.Region), ["CreatedTime"] = "2026-01-01T00:00:00Z" })
            : [],
    });

    private LocalResponse Start(JsonObject body)
    {
        var entity = Text(body, "EntityArn");
        if (!Principal().IsMatch(entity))
            return LocalResponse.Error("ValidationException", $"EntityArn '{entity}' is not an IAM user or role; investigate the role that the resource uses.", 400);
        var id = graphs.Start(entity, Text(body, "ScopeStartTime"), Text(body, "ScopeEndTime"), clock.GetUtcNow());
        return LocalResponse.Json(new JsonObject { ["InvestigationId"] = id });
    }

    private LocalResponse Get(JsonObject body)
    {
        var id = Text(body, "InvestigationId");
        if (graphs.Find(id) is not { } found)
            return LocalResponse.Error("ResourceNotFoundException", $"There is no investigation {id}.", 404);
        return LocalResponse.Json(new JsonObject
        {
            ["GraphArn"] = Text(body, "GraphArn"),
            ["InvestigationId"] = found.Id,
            ["EntityArn"] = found.EntityArn,
            ["EntityType"] = found.EntityArn.Contains(":user/", StringComparison.Ordinal) ? "IAM_USER" : "IAM_ROLE",
            ["CreatedTime"] = found.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["ScopeStartTime"] = found.ScopeStart,
            ["ScopeEndTime"] = found.ScopeEnd,
            ["Status"] = found.StatusAt(clock.GetUtcNow()),
            ["Severity"] = "HIGH",
            ["State"] = "ACTIVE",
        });
    }

    private LocalResponse List(JsonObject body)
    {
        var entity = body["FilterCriteria"]?["EntityArn"]?["Value"]?.GetValue<string>();
        var details = graphs.Of(entity).Select(found => (JsonNode)new JsonObject
        {
            ["InvestigationId"] = found.Id,
            ["EntityArn"] = found.EntityArn,
            ["CreatedTime"] = found.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["Status"] = found.StatusAt(clock.GetUtcNow()),
            ["State"] = "ACTIVE",
        });
        return LocalResponse.Json(new JsonObject { ["InvestigationDetails"] = new JsonArray([.. details]) });
    }

    private LocalResponse Indicators(JsonObject body)
    {
        var id = Text(body, "InvestigationId");
        if (graphs.Find(id) is not { } found)
            return LocalResponse.Error("ResourceNotFoundException", $"There is no investigation {id}.", 404);
        var ready = found.StatusAt(clock.GetUtcNow()) == "SUCCESSFUL";
        return LocalResponse.Json(new JsonObject
        {
            ["GraphArn"] = Text(body, "GraphArn"),
            ["InvestigationId"] = id,
            ["Indicators"] = ready ? BehaviourGraph.IndicatorsFor() : [],
        });
    }

    private static string Text(JsonObject body, string name) => body[name]?.ToString() ?? "";

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:(user|role)/.+$")]
    private static partial Regex Principal();
}
