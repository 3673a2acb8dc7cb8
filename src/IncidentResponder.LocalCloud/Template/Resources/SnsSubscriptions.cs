using System.Xml.Linq;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Subscribes an endpoint to a topic. Mail is kept and never sent.</summary>
public sealed class SnsSubscriptions : IResourceCreator
{
    private static readonly string[] Attributes = ["FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "DeliveryPolicy"];

    /// <inheritdoc />
    public string Type => "AWS::SNS::Subscription";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        IEnumerable<(string, string)> attributes = Attributes.Where(one => request.Text(one) is not null).Select(one => (one, request.Needed(one)));
        XElement made = await request.Api.QueryAsync("sns", SnsTopics.Version, "Subscribe",
            [
                ("TopicArn", request.Needed("TopicArn")),
                ("Protocol", request.Needed("Protocol")),
                ("Endpoint", request.Needed("Endpoint")),
                ("ReturnSubscriptionArn", "true"),
                .. QueryParameters.Entries("Attributes", attributes),
            ], cancel);
        return CreatedResource.Named(made.Descendants().First(one => one.Name.LocalName == "SubscriptionArn").Value);
    }
}
