using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Invokes a task's function and makes of its answer, or its error, what Step Functions makes of it.</summary>
internal sealed class LambdaCaller(ILambdaInvoker invoker, CancellationToken closing)
{
    public async Task<TaskEnd> CallAsync(TaskCall call)
    {
        try
        {
            byte[] payload = Encoding.UTF8.GetBytes(JsonText.Write(call.Payload));
            LambdaInvocation answer = await invoker.InvokeAsync(call.Function, payload, closing);
            string text = Encoding.UTF8.GetString(answer.Payload);
            return answer.FunctionError is null ? new TaskEnd.Done(Shape(call, text)) : Failure(text);
        }
        catch (LambdaServiceException refused)
        {
            return new TaskEnd.Failed(
                $"Lambda.{refused.ErrorCode}",
                $"{refused.Message} (Service: Lambda, Status Code: {refused.Status}, Error Code: {refused.ErrorCode})");
        }
        catch (Exception fault)
        {
            // Whatever else goes wrong between here and the function is what AWS calls a client's error, and retriable.
            return new TaskEnd.Failed("Lambda.SdkClientException", $"Invoking {call.Function} failed: {fault.GetType().Name}: {fault.Message}");
        }
    }

    private static JsonNode? Shape(TaskCall call, string text)
    {
        JsonNode? answer = Read(text);
        if (call.Resource is TaskResource.Function)
            return answer;
        return new JsonObject
        {
            ["ExecutedVersion"] = "$LATEST",
            ["Payload"] = answer,
            ["SdkHttpMetadata"] = new JsonObject
            {
                ["HttpHeaders"] = new JsonObject { ["Content-Type"] = "application/json" },
                ["HttpStatusCode"] = 200,
            },
            ["StatusCode"] = 200,
        };
    }

    /// <summary>The error is named by the function's own errorType; the whole answer is the cause.</summary>
    private static TaskEnd.Failed Failure(string text) =>
        JsonText.AsText((Read(text) as JsonObject)?["errorType"]) is { } type
            ? new TaskEnd.Failed(type, text)
            : new TaskEnd.Failed(
                "Lambda.Unknown",
                $"The cause could not be determined because Lambda did not return an error type. Returned payload: {text}");

    private static JsonNode? Read(string text)
    {
        if (text.Length == 0)
            return null;
        try
        {
            return JsonText.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
