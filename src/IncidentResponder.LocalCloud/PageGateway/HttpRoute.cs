namespace IncidentResponder.LocalCloud.PageGateway;

/// <summary>A route of an HTTP API.</summary>
/// <param name="Method">The HTTP method in capitals, or ANY.</param>
/// <param name="Path">The path, with variables in braces.</param>
/// <param name="Function">The function that answers.</param>
public sealed record HttpRoute(string Method, string Path, string Function)
{
    private readonly string[] _parts = Path.Trim('/').Split('/');

    /// <summary>What events call the route.</summary>
    public string Key => $"{Method} {Path}";

    /// <summary>The values of the path's variables; null when the path is another.</summary>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        string[] given = path.Trim('/').Split('/');
        if (given.Length != _parts.Length)
            return null;
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach ((string part, string value) in _parts.Zip(given))
        {
            if (part.StartsWith('{') && value.Length > 0)
                variables[part.Trim('{', '}')] = Uri.UnescapeDataString(value);
            else if (part != value)
                return null;
        }

        return variables;
    }
}
