using IncidentResponder.LocalCloud.Events;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.PageGateway;
using IncidentResponder.LocalCloud.Template.Resources;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>Every type of resource that the local cloud creates, a line each.</summary>
public static class ResourceCreators
{
    /// <summary>A creator for each type, wired to what the resources become here.</summary>
    public static IReadOnlyList<IResourceCreator> All(
        EventBus bus, LambdaFunctions functions, QueueMappings mappings, HttpRoutes routes, LocalCloudOptions options) =>
    [
        new CloudWatchAlarms(),
        new DynamoTables(),
        new EventRules(bus),
        new EventSourceMappings(mappings),
        new IamManagedPolicies(),
        new IamRoles(),
        new KmsAliases(),
        new KmsKeys(),
        new LambdaPermissions(),
        new LogGroups(),
        new NestedStacks([new IamManagedPolicies(), new IamRoles()]),
        new S3BucketPolicies(),
        new S3Buckets(),
        new ServerlessFunctions(functions, mappings, routes, options),
        new ServerlessHttpApis(routes),
        new ServerlessStateMachines(),
        new SnsSubscriptions(),
        new SnsTopicPolicies(),
        new SnsTopics(),
        new SqsQueuePolicies(),
        new SqsQueues(),
        new SsmParameters(),
    ];
}
