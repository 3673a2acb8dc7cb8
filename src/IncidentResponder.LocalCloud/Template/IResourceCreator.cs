namespace IncidentResponder.LocalCloud.Template;

/// <summary>Creates the resources of one type.</summary>
public interface IResourceCreator
{
    /// <summary>The type, such as <c>AWS::SQS::Queue</c>.</summary>
    string Type { get; }

    /// <summary>Creates the resource from its evaluated properties.</summary>
    Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel);
}
