using IncidentResponder.LocalCloud.PageGateway;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Makes an HTTP API known, answered by the page gateway on 127.0.0.1.</summary>
/// <param name="routes">The routes of all HTTP APIs.</param>
public sealed class ServerlessHttpApis(HttpRoutes routes) : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::Serverless::HttpApi";

    /// <inheritdoc />
    public Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string id = request.LogicalId.ToLowerInvariant();
        string deployed = $"https://{id}.execute-api.{request.Api.Region}.amazonaws.com";
        routes.AddApi(deployed);
        return Task.FromResult(new CreatedResource(id, new Dictionary<string, string> { ["ApiEndpoint"] = deployed, ["ApiId"] = id }));
    }
}
