using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Page;
using IncidentResponder.Functions.Tests.Run;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>Calls the handler as an HTTP API would.</summary>
internal sealed class PageCaller(ApprovalScene scene)
{
    internal const string Domain = "page.example.com";

    internal ApprovalScene Scene => scene;

    internal DateTimeOffset Now { get; set; } = ApprovalScene.InTime;

    /// <summary>The sessions there are.</summary>
    internal InMemorySessions Sessions { get; } = new();

    /// <summary>The cookies that the browser sends.</summary>
    internal string[] Cookies { get; set; } = [];

    internal ApprovalPage Handler => field ??= Make(new(scene.Records, scene.Reader, Sessions, scene.Roll));

    internal static async Task<PageCaller> AskingAsync() => new(await ApprovalScene.SetAsync());

    internal static async Task<PageCaller> ContainedAsync()
    {
        var caller = await AskingAsync();
        await caller.DecideAsync("approve");
        await caller.Scene.StepAsync();
        return caller;
    }

    /// <summary>Lets somebody sign in, so many minutes after they proved who they are; null for a provider that does not say when.</summary>
    internal async Task SignInAsync(string address, int? minutesAgo = 0) => Cookies =
    [
        "theme=dark",
        $"__Host-incident-session={await Sessions.OpenAsync(new() { Address = address, ProvedAt = minutesAgo is { } ago ? Now.AddMinutes(-ago) : null, EndsAt = Now.AddHours(8) }, CancellationToken.None)}",
    ];

    internal Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(string token, string method = "GET", string? incident = null, string? export = null) =>
        CallAsync(method, "", export is null ? new() { ["t"] = token } : new() { ["t"] = token, ["as"] = export }, [], "", incident);

    /// <summary>Opens the incident without a link.</summary>
    internal Task<APIGatewayHttpApiV2ProxyResponse> LookAsync(string method = "GET", string? export = null, string? incident = null) =>
        CallAsync(method, "", export is null ? [] : new() { ["as"] = export }, [], "", incident);

    /// <summary>Opens the list of incidents.</summary>
    internal Task<APIGatewayHttpApiV2ProxyResponse> ListAsync(string? until = null, string method = "GET") =>
        CallAsync(method, "", until is null ? [] : new() { ["until"] = until }, [], "", "");

    internal Task<APIGatewayHttpApiV2ProxyResponse> PostAsync(
        string action, Dictionary<string, string> fields, Dictionary<string, string>? headers = null, string? incident = null) => CallAsync(
            "POST",
            action,
            [],
            headers ?? new() { ["content-type"] = "application/x-www-form-urlencoded", ["sec-fetch-site"] = "same-origin" },
            string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")),
            incident);

    internal async Task<APIGatewayHttpApiV2ProxyResponse> DecideAsync(string decision, string approver = ApprovalScene.Ada)
    {
        var token = await scene.AnswerTokenAsync(approver);
        (await PostAsync("code", new() { ["token"] = token })).StatusCode.ShouldBe(200);
        return await PostAsync("decision", new() { ["token"] = token, ["code"] = scene.Messenger.LatestCode(approver), ["decision"] = decision });
    }

    private Task<APIGatewayHttpApiV2ProxyResponse> CallAsync(
        string method, string action, Dictionary<string, string> query, Dictionary<string, string> headers, string body, string? incident)
    {
        Dictionary<string, string> path = incident is "" ? [] : new() { ["incidentId"] = incident ?? scene.Incident.Id.Value };
        if (action.Length > 0)
            path["action"] = action;
        headers.TryAdd("host", Domain);
        return Handler.AnswerAsync(
            new()
            {
                Cookies = Cookies,
                RequestContext = new() { Stage = "$default", DomainName = Domain, TimeEpoch = Now.ToUnixTimeMilliseconds(), Http = new() { Method = method } },
                PathParameters = path,
                QueryStringParameters = query,
                Headers = headers,
                Body = body,
            },
            CancellationToken.None);
    }

    private ApprovalPage Make(PageDoor door)
    {
        PageActions actions = new(scene.Codes, scene.Answers, scene.HandOns, scene.Undos, scene.Leases);
        return new(new ListDesk(scene.Records, door), new PageDesk(scene.Records, scene.Links, door, actions), new(new Outside(), new(TextWriter.Null)));
    }
}
