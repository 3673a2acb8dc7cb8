using System.Collections.Concurrent;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>Which function process holds which access key, so that the front knows who makes a call.</summary>
public sealed class Callers
{
    private readonly ConcurrentDictionary<string, string> _functions = new(StringComparer.Ordinal);
    private int _issued;

    /// <summary>Makes an access key for a process of the function.</summary>
    public string Issue(string function)
    {
        var key = $"LOCALFUNCTION{Interlocked.Increment(ref _issued):D7}";
        _functions[key] = function;
        return key;
    }

    /// <summary>The function that the key was issued for; null for any other key.</summary>
    public string? FunctionOf(string accessKey) => _functions.GetValueOrDefault(accessKey);
}
