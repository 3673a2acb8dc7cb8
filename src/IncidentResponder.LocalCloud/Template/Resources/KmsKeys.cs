using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates KMS keys of every kind and use.</summary>
public sealed class KmsKeys : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::KMS::Key";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        var input = new JsonObject { ["Policy"] = request.Needed("KeyPolicy"), ["Description"] = request.Text("Description") ?? "" };
        foreach (string property in (string[])["KeySpec", "KeyUsage"])
        {
            if (request.Text(property) is { } value)
                input[property] = value;
        }

        JsonNode made = (await request.Api.JsonAsync("kms", "TrentService.CreateKey", input, cancel))["KeyMetadata"]!;
        string id = made["KeyId"]!.GetValue<string>();
        if (request.Text("EnableKeyRotation") == "true")
            await request.Api.JsonAsync("kms", "TrentService.EnableKeyRotation", new JsonObject { ["KeyId"] = id }, cancel);
        return new CreatedResource(id, new Dictionary<string, string> { ["Arn"] = made["Arn"]!.GetValue<string>(), ["KeyId"] = id });
    }
}
