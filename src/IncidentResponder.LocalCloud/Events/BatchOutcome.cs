using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>Reads from a function's answer which messages of a batch failed, by Lambda's rules.</summary>
public static class BatchOutcome
{
    /// <summary>
    /// The ids of the messages that stay in the queue. All of them when the function failed, when the answer is no JSON,
    /// or when it names a message by a wrong key, by nothing, or by an id that isn't in the batch.
    /// </summary>
    public static IReadOnlySet<string> Failed(LambdaInvocation answer, IReadOnlySet<string> batch, bool reportsFailures)
    {
        HashSet<string> none = [];
        if (answer.FunctionError is not null)
            return batch;
        if (!reportsFailures)
            return none;
        if (!TryParse(answer.Payload, out JsonNode? node))
            return batch;
        if (node is null || node is JsonObject { Count: 0 } || node is JsonObject empty && empty["batchItemFailures"] is null or JsonArray { Count: 0 })
            return none;
        if (node is not JsonObject body || body["batchItemFailures"] is not JsonArray failures)
            return batch;
        HashSet<string> failed = [];
        foreach (JsonNode? failure in failures)
        {
            if ((failure as JsonObject)?["itemIdentifier"] is not JsonValue id || !id.TryGetValue(out string? name) || !batch.Contains(name))
                return batch;
            failed.Add(name);
        }

        return failed;
    }

    private static bool TryParse(byte[] payload, out JsonNode? node)
    {
        node = null;
        if (payload.Length == 0)
            return true;
        try
        {
            node = JsonNode.Parse(payload);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
