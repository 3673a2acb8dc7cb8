using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Events;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.PageGateway;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Deploys functions, with the queues and HTTP routes that their events name.</summary>
/// <param name="functions">Takes the functions.</param>
/// <param name="mappings">Takes the mappings of queues.</param>
/// <param name="routes">Takes the HTTP routes.</param>
/// <param name="options">Processes a function, and variables that every function gets.</param>
public sealed class ServerlessFunctions(LambdaFunctions functions, QueueMappings mappings, HttpRoutes routes, LocalCloudOptions options) : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::Serverless::Function";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        // By their logical id, so that one may say: aws lambda invoke --function-name CloseFunction.
        string name = request.Text("FunctionName") ?? request.LogicalId;
        string arn = $"arn:aws:lambda:{request.Api.Region}:{request.Api.Account}:function:{name}";
        functions.Deploy(new FunctionSpec(
            name,
            arn,
            request.Needed("Handler"),
            TimeSpan.FromSeconds(request.Number("Timeout", 3)),
            request.Number("MemorySize", 128),
            Math.Min(request.Number("ReservedConcurrentExecutions", options.MostProcessesPerFunction), options.MostProcessesPerFunction),
            Environment(request)));
        foreach ((string id, JsonNode? source) in request.Properties["Events"] as JsonObject ?? [])
            Connect(request, name, id, source!["Type"]!.GetValue<string>(), source["Properties"] as JsonObject ?? []);
        string role = request.Text("Role") ?? await CreateRoleAsync(request, cancel);
        return new CreatedResource(name, new Dictionary<string, string> { ["Arn"] = arn, ["Role"] = role });
    }

    private Dictionary<string, string> Environment(ResourceRequest request)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in request.Properties["Environment"]?["Variables"] as JsonObject ?? [])
            variables[name] = routes.Localize(value is JsonValue text && text.TryGetValue(out string? written) ? written : value?.ToJsonString() ?? "");
        foreach ((string name, string value) in options.FunctionEnvironment)
            variables[name] = value;
        return variables;
    }

    private void Connect(ResourceRequest request, string function, string id, string type, JsonObject properties)
    {
        if (type == "HttpApi")
            routes.Add(properties["Method"]!.GetValue<string>(), properties["Path"]!.GetValue<string>(), function);
        else if (type == "SQS")
            mappings.Add(new QueueMappingSpec(
                properties["Queue"]!.GetValue<string>(),
                function,
                ResourceRequest.Number(properties["BatchSize"], 10),
                (properties["FunctionResponseTypes"] as JsonArray ?? []).Any(one => one!.GetValue<string>() == "ReportBatchItemFailures"),
                ResourceRequest.Number(properties["ScalingConfig"]?["MaximumConcurrency"], 2)));
        else
            throw request.Unsupported($"Events.{id}", $"is of type {type}, which the local cloud lacks; it knows SQS and HttpApi");
    }

    private static async Task<string> CreateRoleAsync(ResourceRequest request, CancellationToken cancel)
    {
        const string trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
        string name = $"{request.StackName}-{request.LogicalId}Role";
        await request.Api.QueryAsync("iam", IamRoles.Version, "CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", trust)], cancel);
        return $"arn:aws:iam::{request.Api.Account}:role/{name}";
    }
}
