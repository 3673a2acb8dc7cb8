using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Names a KMS key.</summary>
public sealed class KmsAliases : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::KMS::Alias";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.Needed("AliasName");
        await request.Api.JsonAsync("kms", "TrentService.CreateAlias", new JsonObject { ["AliasName"] = name, ["TargetKeyId"] = request.Needed("TargetKeyId") }, cancel);
        return CreatedResource.Named(name);
    }
}
