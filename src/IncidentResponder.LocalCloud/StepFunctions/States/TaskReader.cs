using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Reads what a Task state runs, and checks what goes with it.</summary>
internal static partial class TaskReader
{
    private static readonly string[] InvokeParameters = ["FunctionName", "Payload", "Qualifier", "InvocationType"];

    public static TaskResource ReadResource(Fields fields)
    {
        string resource = fields.RequiredText("Resource");
        Match invoke = InvokeArn().Match(resource);
        if (invoke.Success)
            return new TaskResource.Invoke(invoke.Groups["token"].Success);
        if (!FunctionArn().IsMatch(resource))
        {
            fields.Refuse(
                "Resource",
                $"The resource '{resource}' is not implemented by the local cloud; use arn:aws:states:::lambda:invoke, "
                + "arn:aws:states:::lambda:invoke.waitForTaskToken or a Lambda function's ARN");
        }

        return new TaskResource.Function(resource);
    }

    public static void CheckParameters(Fields fields, TaskResource resource)
    {
        if (fields.Has("Credentials"))
            fields.Refuse("Credentials", "The field 'Credentials' is not implemented by the local cloud");
        if (resource is not TaskResource.Invoke)
            return;
        JsonObject parameters = fields.Any("Parameters") as JsonObject ?? [];
        if (!parameters.ContainsKey("FunctionName") && !parameters.ContainsKey("FunctionName.$"))
            fields.Refuse("Parameters", "The field 'FunctionName' is required but was missing");
        if (JsonText.AsText(parameters["FunctionName"]) is { } function && function.Contains("${", StringComparison.Ordinal))
            fields.Refuse("Parameters/FunctionName", $"The definition substitution {function} was not filled in");
        if (parameters["InvocationType"] is { } type && JsonText.AsText(type) is not "RequestResponse")
            fields.Refuse("Parameters/InvocationType", $"The invocation type {JsonText.Write(type)} is not implemented by the local cloud; use RequestResponse");
        foreach (string name in parameters.Select(parameter => parameter.Key))
        {
            string plain = name.EndsWith(".$", StringComparison.Ordinal) ? name[..^2] : name;
            if (!InvokeParameters.Contains(plain))
                fields.Refuse($"Parameters/{name}", $"The field \"{plain}\" is not supported by lambda:invoke in the local cloud");
        }
    }

    public static void CheckTimes(Fields fields, TaskResource resource, Amount? timeout, Amount? heartbeat)
    {
        if (heartbeat is null)
            return;
        if (!resource.WaitsForToken)
            fields.Refuse(heartbeat.Field, "Heartbeats are implemented by the local cloud for .waitForTaskToken only");
        if (heartbeat.Path is null && timeout is { Path: null } && heartbeat.Number >= timeout.Number)
            fields.Refuse("HeartbeatSeconds", $"HeartbeatSeconds ({heartbeat.Number}) must be smaller than TimeoutSeconds ({timeout.Number})");
    }

    [GeneratedRegex(@"^arn:aws(-cn|-us-gov)?:states:::lambda:invoke(?<token>\.waitForTaskToken)?$")]
    private static partial Regex InvokeArn();

    [GeneratedRegex(@"^arn:aws(-cn|-us-gov)?:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$")]
    private static partial Regex FunctionArn();
}
