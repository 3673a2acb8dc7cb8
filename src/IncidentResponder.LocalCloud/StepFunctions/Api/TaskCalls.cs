using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Running;

namespace IncidentResponder.LocalCloud.StepFunctions.Api;

/// <summary>The calls by which whoever holds a task token ends its task, or keeps it alive.</summary>
internal sealed class TaskCalls(TaskTokens tokens)
{
    public JsonObject Succeed(CallBody body)
    {
        string output = body.Data("output") ?? body.Required("output");
        return End(body, new TaskEnd.Done(Read(output)));
    }

    public JsonObject Fail(CallBody body) => End(body, new TaskEnd.Failed(body.Text("error"), body.Text("cause")));

    public JsonObject Beat(CallBody body) => Find(body).Beat() ? [] : throw Closed();

    private JsonObject End(CallBody body, TaskEnd end) => Find(body).End.TryEnd(end) ? [] : throw Closed();

    private OpenTask Find(CallBody body)
    {
        string token = body.Required("taskToken");
        if (!TaskTokens.IsWellFormed(token))
            throw new ApiFault("InvalidToken", "Invalid Token: 'Invalid token'");
        return tokens.Find(token) ?? throw new ApiFault("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'");
    }

    private static JsonNode? Read(string output)
    {
        try
        {
            return JsonText.Parse(output);
        }
        catch (JsonException fault)
        {
            throw new ApiFault("InvalidOutput", $"Invalid Output: '{fault.Message}'");
        }
    }

    private static ApiFault Closed() => new("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
}
