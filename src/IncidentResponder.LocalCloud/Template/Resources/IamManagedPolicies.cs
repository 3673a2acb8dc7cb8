using System.Xml.Linq;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates IAM managed policies.</summary>
public sealed class IamManagedPolicies : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::IAM::ManagedPolicy";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        XElement made = await request.Api.QueryAsync("iam", IamRoles.Version, "CreatePolicy",
            [("PolicyName", request.NameBy("ManagedPolicyName")), ("PolicyDocument", request.Needed("PolicyDocument"))], cancel);
        string arn = made.Descendants().First(one => one.Name.LocalName == "Arn").Value;
        return new CreatedResource(arn, new Dictionary<string, string> { ["PolicyArn"] = arn });
    }
}
