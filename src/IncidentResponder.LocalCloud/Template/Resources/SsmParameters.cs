using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates SSM parameters.</summary>
public sealed class SsmParameters : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::SSM::Parameter";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("Name");
        (string type, string value) = (request.Needed("Type"), request.Needed("Value"));
        await request.Api.JsonAsync("ssm", "AmazonSSM.PutParameter", new JsonObject { ["Name"] = name, ["Type"] = type, ["Value"] = value }, cancel);
        return new CreatedResource(name, new Dictionary<string, string> { ["Type"] = type, ["Value"] = value });
    }
}
