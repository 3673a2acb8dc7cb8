using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>Brings events to queues and functions; what can't be delivered goes to the target's dead-letter queue.</summary>
/// <param name="moto">The queues.</param>
/// <param name="functions">The functions.</param>
/// <param name="say">Told of an event that is dropped, since nothing else would show it.</param>
public sealed class EventDelivery(AwsApi moto, ILambdaInvoker functions, Action<string> say)
{
    /// <summary>Told the name of a queue each time something was sent to it, so that pollers needn't wait.</summary>
    public event Action<string>? Sent;

    /// <summary>Delivers one event to one target of a rule.</summary>
    public async Task DeliverAsync(EventRule rule, TargetSpec target, string subject, CancellationToken cancel)
    {
        string body = target.Input ?? Select(subject, target.InputPath);
        (string Code, string Message)? failure = await TryAsync(target.Arn, body, null, cancel);
        if (failure is not { } failed)
            return;
        var why = new JsonObject
        {
            ["RULE_ARN"] = Attribute(rule.Arn),
            ["TARGET_ARN"] = Attribute(target.Arn),
            ["ERROR_CODE"] = Attribute(failed.Code),
            ["ERROR_MESSAGE"] = Attribute(failed.Message),
        };
        if (target.DeadLetterArn is null || await TryAsync(target.DeadLetterArn, body, why, cancel) is not null)
            say($"Rule {rule.Name} could not deliver to {target.Arn} ({failed.Code}) and the event is lost; give the target a DeadLetterConfig with a queue that exists.");
    }

    private async Task<(string Code, string Message)?> TryAsync(string arn, string body, JsonObject? attributes, CancellationToken cancel)
    {
        if (arn.Split(':') is not ["arn", _, var service, var region, var account, ..] parts)
            return ("INVALID_PARAMETER", $"{arn} is no ARN");
        return service switch
        {
            "sqs" => await SendAsync(region, account, parts[5], body, attributes, cancel),
            "lambda" => await InvokeAsync(arn, body, cancel),
            _ => ("UNSUPPORTED_TARGET", $"The local cloud's bus delivers to queues and functions, and {arn} is neither"),
        };
    }

    private async Task<(string Code, string Message)?> SendAsync(string region, string account, string queue, string body, JsonObject? attributes, CancellationToken cancel)
    {
        if (region != moto.Region)
            return ("INVALID_PARAMETER", $"The queue {queue} is in {region}, the bus in {moto.Region}");
        try
        {
            var input = new JsonObject { ["QueueUrl"] = $"http://127.0.0.1/{account}/{queue}", ["MessageBody"] = body };
            if (attributes is not null)
                input["MessageAttributes"] = attributes;
            await moto.JsonAsync("sqs", "AmazonSQS.SendMessage", input, cancel);
            Sent?.Invoke(queue);
            return null;
        }
        catch (AwsApiException refused)
        {
            return (refused.ErrorCode, refused.Message);
        }
    }

    private async Task<(string Code, string Message)?> InvokeAsync(string function, string body, CancellationToken cancel)
    {
        try
        {
            LambdaInvocation answer = await functions.InvokeAsync(function, Encoding.UTF8.GetBytes(body), cancel);
            return answer.FunctionError is { } error ? (error, Encoding.UTF8.GetString(answer.Payload)) : null;
        }
        catch (LambdaServiceException refused)
        {
            return (refused.ErrorCode, refused.Message);
        }
    }

    private static string Select(string subject, string? path)
    {
        if (path is null or "$")
            return subject;
        JsonNode? node = JsonNode.Parse(subject);
        foreach (string name in path.TrimStart('$').Split('.', StringSplitOptions.RemoveEmptyEntries))
            node = (node as JsonObject)?[name];
        return node?.ToJsonString() ?? "{}";
    }

    private static JsonObject Attribute(string value) => new() { ["DataType"] = "String", ["StringValue"] = value };
}
