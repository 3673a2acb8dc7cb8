using System.Collections.Immutable;
using IncidentResponder.LocalCloud.Events;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Puts rules on the local cloud's bus.</summary>
/// <param name="bus">The bus.</param>
public sealed class EventRules(EventBus bus) : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::Events::Rule";

    /// <inheritdoc />
    public Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        if (request.Text("ScheduleExpression") is not null)
            throw request.Unsupported("ScheduleExpression", "never fires in the local cloud; give the rule an EventPattern");
        if (request.Text("EventBusName") is not (null or "default"))
            throw request.Unsupported("EventBusName", "names a bus of its own; the local cloud has the default bus only");
        string name = request.NameBy("Name");
        string arn = $"arn:aws:events:{request.Api.Region}:{request.Api.Account}:rule/{name}";
        ImmutableList<TargetSpec> targets = [.. request.Objects("Targets").Select(EventBridgeApi.Read)];
        bus.Put(new EventRule(name, arn, request.Needed("EventPattern"), request.Text("State") != "DISABLED", targets));
        return Task.FromResult(CreatedResource.WithArn(name, arn));
    }
}
