using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates the resources of another template, named beside the first one, as a stack of its own.</summary>
/// <param name="creators">A creator for each type that nested templates have.</param>
public sealed class NestedStacks(IReadOnlyList<IResourceCreator> creators) : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::CloudFormation::Stack";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = $"{request.StackName}-{request.LogicalId}";
        string path = Path.Combine(request.Folder, request.Needed("TemplateURL"));
        if (!File.Exists(path))
            throw request.Unsupported("TemplateURL", $"names {path}, which does not exist; the local cloud takes files only");

        var document = TemplateDocument.Parse(await File.ReadAllTextAsync(path, cancel), Path.GetDirectoryName(path)!);
        var given = (request.Properties["Parameters"] as JsonObject ?? []).ToDictionary(one => one.Key, one => one.Value?.ToString() ?? "", StringComparer.Ordinal);
        var nested = new Deployment(document, request.Api, name, given, creators);
        await nested.CreateAsync(cancel);
        return new CreatedResource(
            $"arn:aws:cloudformation:{request.Api.Region}:{request.Api.Account}:stack/{name}/local",
            nested.Outputs().ToDictionary(output => $"Outputs.{output.Key}", output => output.Value));
    }
}
