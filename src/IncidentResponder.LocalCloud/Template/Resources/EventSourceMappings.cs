using IncidentResponder.LocalCloud.Events;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Maps queues to functions.</summary>
/// <param name="mappings">Takes the mappings; they are polled once everything exists.</param>
public sealed class EventSourceMappings(QueueMappings mappings) : IResourceCreator
{
    private const int SmallestConcurrency = 2;

    /// <inheritdoc />
    public string Type => "AWS::Lambda::EventSourceMapping";

    /// <inheritdoc />
    public Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        if (request.Text("FilterCriteria") is not null)
            throw request.Unsupported("FilterCriteria", "isn't evaluated by the local cloud; filter in the rule");
        if (request.Text("Enabled") != "false")
            mappings.Add(Read(request, request.Needed("EventSourceArn"), request.Needed("FunctionName")));
        return Task.FromResult(CreatedResource.Named(request.LogicalId));
    }

    private static QueueMappingSpec Read(ResourceRequest request, string queue, string function) => new(
        queue,
        function,
        request.Number("BatchSize", 10),
        request.Texts("FunctionResponseTypes").Contains("ReportBatchItemFailures"),
        ResourceRequest.Number(request.Properties["ScalingConfig"]?["MaximumConcurrency"], SmallestConcurrency));
}
