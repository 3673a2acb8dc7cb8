using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using IncidentResponder.Aws.Records;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Looks into a cloud that is up: an incident's record, a finding's case status, the queue and its dead letters.</summary>
/// <param name="host">The cloud.</param>
public sealed class CloudReads(LocalCloudHost host)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads an incident's record as the product keeps it; null when there is none.</summary>
    public async Task<IncidentRecord?> RecordAsync(IncidentId id, CancellationToken cancel)
    {
        using var dynamo = new AmazonDynamoDBClient(
            new BasicAWSCredentials("AKIALOCALREADER00000", "local"),
            new AmazonDynamoDBConfig { ServiceURL = host.Endpoint.ToString(), AuthenticationRegion = host.Api.Region });
        return await new DynamoIncidentRecords(dynamo, host.Ref("IncidentTable")).ReadAsync(id, cancel);
    }

    /// <summary>The case status in Security Hub; empty when the finding is not there.</summary>
    public string WorkflowStatusOf(Finding finding) =>
        host.Findings.Where(kept => IsIt(kept, finding)).Select(kept => kept["Workflow"]?["Status"]?.GetValue<string>()).FirstOrDefault() ?? "";

    /// <summary>Whether the finding queues are empty and nothing of them is in work.</summary>
    public async Task<bool> EventsAreHandledAsync(CancellationToken cancel) =>
        await WaitingAsync("FindingQueue", cancel) == 0 && await WaitingAsync("UrgentFindingQueue", cancel) == 0;

    /// <summary>Waits until the finding queues are empty and nothing of them is in work.</summary>
    public async Task UntilEventsAreHandledAsync(CancellationToken cancel)
    {
        while (!await EventsAreHandledAsync(cancel))
            await Task.Delay(Glance, cancel);
    }

    /// <summary>How many messages are in a queue of the template, those in work included.</summary>
    public async Task<int> WaitingAsync(string queue, CancellationToken cancel)
    {
        var answer = await QueueAsync(queue, "GetQueueAttributes", new JsonObject { ["AttributeNames"] = new JsonArray("All") }, cancel);
        return Count("ApproximateNumberOfMessages") + Count("ApproximateNumberOfMessagesNotVisible");

        int Count(string name) => int.Parse(answer["Attributes"]?[name]?.ToString() ?? "0");
    }

    /// <summary>The bodies of the messages in the dead-letter queue; they stay there.</summary>
    public async Task<IReadOnlyList<string>> DeadLettersAsync(CancellationToken cancel)
    {
        var answer = await QueueAsync("FindingDeadLetterQueue", "ReceiveMessage", new JsonObject { ["MaxNumberOfMessages"] = 10, ["VisibilityTimeout"] = 0 }, cancel);
        return [.. (answer["Messages"] as JsonArray ?? []).Select(message => message?["Body"]?.GetValue<string>() ?? "")];
    }

    /// <summary>Puts any texts on the finding queue; ten at most.</summary>
    public Task SendToFindingQueueAsync(IReadOnlyCollection<string> bodies, CancellationToken cancel)
    {
        JsonNode[] entries = [.. bodies.Select((body, number) => new JsonObject { ["Id"] = $"{number}", ["MessageBody"] = body })];
        return QueueAsync("FindingQueue", "SendMessageBatch", new JsonObject { ["Entries"] = new JsonArray(entries) }, cancel);
    }

    private Task<JsonObject> QueueAsync(string logicalId, string operation, JsonObject body, CancellationToken cancel)
    {
        body["QueueUrl"] = host.Ref(logicalId);
        return host.Api.JsonAsync("sqs", "AmazonSQS." + operation, body, cancel);
    }

    private static bool IsIt(JsonObject kept, Finding finding)
    {
        var id = kept["Id"]?.GetValue<string>() ?? "";
        return id == finding.SecurityHubId || id.EndsWith("/" + finding.Id, StringComparison.Ordinal);
    }
}
