using System.Xml.Linq;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates SNS topics.</summary>
public sealed class SnsTopics : IResourceCreator
{
    internal const string Version = "2010-03-31";
    private static readonly string[] Attributes = ["DisplayName", "KmsMasterKeyId", "FifoTopic", "ContentBasedDeduplication"];

    /// <inheritdoc />
    public string Type => "AWS::SNS::Topic";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("TopicName");
        IEnumerable<(string, string)> attributes = Attributes.Where(one => request.Text(one) is not null).Select(one => (one, request.Needed(one)));
        XElement made = await request.Api.QueryAsync(
            "sns", Version, "CreateTopic", [("Name", name), .. QueryParameters.Entries("Attributes", attributes)], cancel);
        string arn = made.Descendants().First(one => one.Name.LocalName == "TopicArn").Value;
        return new CreatedResource(arn, new Dictionary<string, string> { ["TopicArn"] = arn, ["TopicName"] = name });
    }
}
