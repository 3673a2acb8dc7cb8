using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates IAM roles with their inline and managed policies; moto keeps them and enforces nothing.</summary>
public sealed class IamRoles : IResourceCreator
{
    internal const string Version = "2010-05-08";

    /// <inheritdoc />
    public string Type => "AWS::IAM::Role";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("RoleName");
        await request.Api.QueryAsync("iam", Version, "CreateRole",
            [("RoleName", name), ("Path", request.Text("Path") ?? "/"), ("AssumeRolePolicyDocument", request.Needed("AssumeRolePolicyDocument"))], cancel);
        foreach (JsonObject policy in request.Objects("Policies"))
        {
            await request.Api.QueryAsync("iam", Version, "PutRolePolicy",
                [("RoleName", name), ("PolicyName", policy["PolicyName"]!.GetValue<string>()), ("PolicyDocument", policy["PolicyDocument"]!.ToJsonString())], cancel);
        }

        foreach (string managed in request.Texts("ManagedPolicyArns"))
            await request.Api.QueryAsync("iam", Version, "AttachRolePolicy", [("RoleName", name), ("PolicyArn", managed)], cancel);
        return CreatedResource.WithArn(name, $"arn:aws:iam::{request.Api.Account}:role{request.Text("Path") ?? "/"}{name}");
    }
}
