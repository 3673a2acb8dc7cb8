using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Sets the policy of queues; moto keeps it and enforces nothing.</summary>
public sealed class SqsQueuePolicies : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::SQS::QueuePolicy";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        foreach (string queue in request.Texts("Queues"))
        {
            var attributes = new JsonObject { ["Policy"] = request.Needed("PolicyDocument") };
            await request.Api.JsonAsync("sqs", "AmazonSQS.SetQueueAttributes", new JsonObject { ["QueueUrl"] = queue, ["Attributes"] = attributes }, cancel);
        }

        return CreatedResource.Named(request.LogicalId);
    }
}
