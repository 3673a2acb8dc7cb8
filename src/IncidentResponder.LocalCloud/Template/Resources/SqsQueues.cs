using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates SQS queues.</summary>
public sealed class SqsQueues : IResourceCreator
{
    private static readonly string[] Attributes =
    [
        "VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "ReceiveMessageWaitTimeSeconds", "MaximumMessageSize", "RedrivePolicy",
        "RedriveAllowPolicy", "SqsManagedSseEnabled", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "FifoQueue", "ContentBasedDeduplication",
    ];

    /// <inheritdoc />
    public string Type => "AWS::SQS::Queue";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("QueueName");
        var attributes = new JsonObject();
        foreach (string attribute in Attributes)
        {
            if (request.Text(attribute) is { } value)
                attributes[attribute] = value;
        }

        JsonObject made = await request.Api.JsonAsync("sqs", "AmazonSQS.CreateQueue", new JsonObject { ["QueueName"] = name, ["Attributes"] = attributes }, cancel);
        string url = made["QueueUrl"]!.GetValue<string>();
        return new CreatedResource(url, new Dictionary<string, string>
        {
            ["Arn"] = $"arn:aws:sqs:{request.Api.Region}:{request.Api.Account}:{name}",
            ["QueueName"] = name,
            ["QueueUrl"] = url,
        });
    }
}
