using System.Collections.Concurrent;

namespace IncidentResponder.LocalCloud.PageGateway;

/// <summary>The routes of the template's HTTP APIs, and the address on this machine that they have in place of the deployed one.</summary>
/// <param name="local">Where the gateway answers.</param>
public sealed class HttpRoutes(Uri local)
{
    private readonly ConcurrentQueue<string> _deployed = new();
    private readonly ConcurrentQueue<HttpRoute> _routes = new();

    /// <summary>Makes known what an API's address would be on AWS.</summary>
    public void AddApi(string deployed) => _deployed.Enqueue(deployed);

    /// <summary>Adds a route.</summary>
    /// <param name="method">The HTTP method, or ANY.</param>
    /// <param name="path">The path, with variables in braces.</param>
    /// <param name="function">The function that answers.</param>
    public void Add(string method, string path, string function) => _routes.Enqueue(new HttpRoute(method.ToUpperInvariant(), path, function));

    /// <summary>The route of a request, with the values of its variables; null when there is none.</summary>
    public (HttpRoute Route, IReadOnlyDictionary<string, string> Variables)? Find(string method, string path)
    {
        foreach (HttpRoute route in _routes)
        {
            if ((route.Method == method || route.Method == "ANY") && route.Match(path) is { } variables)
                return (route, variables);
        }

        return null;
    }

    /// <summary>Puts this machine's address in the place of every address that an API would have on AWS.</summary>
    public string Localize(string text) =>
        _deployed.Aggregate(text, (changed, deployed) => changed.Replace(deployed, local.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
}
