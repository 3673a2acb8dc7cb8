using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>Writes SQS messages as the records that Lambda hands to functions, with times of the local cloud's clock.</summary>
/// <param name="queueArn">The queue.</param>
/// <param name="clock">The clock; moto stamps messages with real time.</param>
internal sealed class QueueMessages(string queueArn, LocalClock clock)
{
    private readonly Dictionary<string, (long Sent, long First)> _seen = new(StringComparer.Ordinal);

    /// <summary>The event for one batch.</summary>
    public JsonObject Event(IEnumerable<JsonObject> messages)
    {
        lock (_seen)
            return new JsonObject { ["Records"] = new JsonArray([.. messages.Select(Record)]) };
    }

    /// <summary>Forgets a message that is gone from the queue.</summary>
    public void Forget(string messageId)
    {
        lock (_seen)
            _seen.Remove(messageId);
    }

    private JsonObject Record(JsonObject message)
    {
        string id = message["MessageId"]!.GetValue<string>();
        JsonNode? attributes = message["Attributes"];
        if (!_seen.TryGetValue(id, out (long Sent, long First) times))
        {
            long sent = long.Parse(attributes?["SentTimestamp"]?.GetValue<string>() ?? "0");
            long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            _seen[id] = times = (Math.Min(now, sent + (long)clock.Offset.TotalMilliseconds), now);
        }

        return new JsonObject
        {
            ["messageId"] = id,
            ["receiptHandle"] = message["ReceiptHandle"]!.DeepClone(),
            ["body"] = message["Body"]!.DeepClone(),
            ["attributes"] = new JsonObject
            {
                ["ApproximateReceiveCount"] = attributes?["ApproximateReceiveCount"]?.DeepClone() ?? "1",
                ["SentTimestamp"] = $"{times.Sent}",
                ["SenderId"] = attributes?["SenderId"]?.DeepClone() ?? "AIDALOCAL",
                ["ApproximateFirstReceiveTimestamp"] = $"{times.First}",
            },
            ["messageAttributes"] = Attributes(message["MessageAttributes"] as JsonObject),
            ["md5OfBody"] = message["MD5OfBody"]?.DeepClone(),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = queueArn,
            ["awsRegion"] = queueArn.Split(':')[3],
        };
    }

    private static JsonObject Attributes(JsonObject? given)
    {
        var shown = new JsonObject();
        foreach ((string name, JsonNode? value) in given ?? [])
        {
            shown[name] = new JsonObject
            {
                ["stringValue"] = value?["StringValue"]?.DeepClone(),
                ["stringListValues"] = new JsonArray(),
                ["binaryListValues"] = new JsonArray(),
                ["dataType"] = value?["DataType"]?.DeepClone(),
            };
        }

        return shown;
    }
}
