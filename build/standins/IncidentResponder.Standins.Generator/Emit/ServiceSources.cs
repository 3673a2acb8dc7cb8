using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>The generated files of one service.</summary>
internal static class ServiceSources
{
    internal static IEnumerable<KeyValuePair<string, string>> For(ServiceModel service)
    {
        var types = new TypeNames(service);
        yield return new("Client", new ClientSource(service, types).Write());
        yield return new("Config", new ConfigSource(service).Write());
        yield return new("Paginators", new PaginatorSource(service, types).Write());
        yield return new("Model", new ModelSource(service, types).Write());
        yield return new("Exceptions", new ExceptionSource(service, types).Write());
        yield return new("Marshalling", new OperationSource(service, types).Write());
        yield return new("Endpoints", new EndpointSource(service).Write());
    }
}
