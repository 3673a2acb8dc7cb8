namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Accepts permissions to invoke a function: here everybody on this machine may.</summary>
public sealed class LambdaPermissions : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::Lambda::Permission";

    /// <inheritdoc />
    public Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        request.Needed("FunctionName");
        request.Needed("Principal");
        return Task.FromResult(CreatedResource.Named(request.LogicalId));
    }
}
