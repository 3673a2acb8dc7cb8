namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Sets the policy of topics; moto keeps it and enforces nothing.</summary>
public sealed class SnsTopicPolicies : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::SNS::TopicPolicy";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        foreach (string topic in request.Texts("Topics"))
        {
            await request.Api.QueryAsync(
                "sns", SnsTopics.Version, "SetTopicAttributes",
                [("TopicArn", topic), ("AttributeName", "Policy"), ("AttributeValue", request.Needed("PolicyDocument"))], cancel);
        }

        return CreatedResource.Named(request.LogicalId);
    }
}
