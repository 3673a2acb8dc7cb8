using Microsoft.Extensions.Primitives;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>The parameters of a request, none of which may be given more than once (RFC 6749 §3.1).</summary>
/// <param name="given">A query or a form.</param>
internal sealed class RequestFields(IEnumerable<KeyValuePair<string, StringValues>> given)
{
    private readonly Dictionary<string, StringValues> _given = new(given, StringComparer.Ordinal);

    /// <summary>A parameter's value; null where it is missing, empty or given more than once.</summary>
    internal string? this[string name] => _given.TryGetValue(name, out StringValues values) && values is [{ Length: > 0 } value] ? value : null;
}
