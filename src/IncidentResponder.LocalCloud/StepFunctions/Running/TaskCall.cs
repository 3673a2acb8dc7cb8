using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>One attempt at a task: what is invoked with what, and how the history's events tell of it.</summary>
internal sealed record TaskCall(TaskResource Resource, string Function, JsonNode? Payload, JsonNode? Parameters)
{
    /// <summary>How the service limit's message names the task.</summary>
    public string Label => Resource is TaskResource.Function function ? function.Arn : "lambda";

    /// <exception cref="StatesFault">The parameters name no function.</exception>
    public static TaskCall Of(State.Task task, Scope scope)
    {
        JsonNode? parameters = task.Parameters is null ? scope.Input : task.Parameters.Fill(scope);
        if (task.Resource is TaskResource.Function function)
            return new TaskCall(task.Resource, function.Arn, parameters, parameters);
        string name = Text(parameters, "FunctionName") ?? throw Unfit(parameters, "FunctionName");
        string qualifier = parameters!["Qualifier"] is null ? "" : ":" + (Text(parameters, "Qualifier") ?? throw Unfit(parameters, "Qualifier"));
        JsonNode? payload = parameters.AsObject().TryGetPropertyValue(nameof(Payload), out JsonNode? given) ? given : new JsonObject();
        return new TaskCall(task.Resource, name + qualifier, payload, parameters);
    }

    public string Event(string what) => (Resource is TaskResource.Function ? "LambdaFunction" : "Task") + what;

    public JsonObject Scheduled(string region, int? timeout, int? heartbeat)
    {
        string given = JsonText.Write(Parameters);
        JsonObject details = Resource is TaskResource.Function function ? Data.Of("input", given) : Named(new JsonObject { ["region"] = region, ["parameters"] = given });
        if (Resource is TaskResource.Function { Arn: var arn })
            details.Insert(0, "resource", arn);
        if (timeout is not null)
            details["timeoutInSeconds"] = timeout;
        if (heartbeat is not null)
            details["heartbeatInSeconds"] = heartbeat;
        return details;
    }

    public JsonObject? Started() => Resource is TaskResource.Function ? null : Named([]);

    public JsonObject Succeeded(string output) => Named(Data.Of("output", output));

    public JsonObject Failed(string? error, string? cause)
    {
        JsonObject details = [];
        if (error is not null)
            details["error"] = error;
        if (cause is not null)
            details["cause"] = cause;
        return Named(details);
    }

    private JsonObject Named(JsonObject details)
    {
        if (Resource is TaskResource.Invoke invoke)
        {
            details.Insert(0, "resourceType", "lambda");
            details.Insert(1, "resource", invoke.Name);
        }

        return details;
    }

    private static string? Text(JsonNode? parameters, string name) => JsonText.AsText((parameters as JsonObject)?[name]);

    private static StatesFault Unfit(JsonNode? parameters, string name) => new(
        StatesFault.Runtime,
        $"The Parameters '{JsonText.Write(parameters)}' could not be used to start the Task: [The value of the field '{name}' has an invalid format]");
}
