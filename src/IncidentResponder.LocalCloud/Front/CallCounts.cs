using System.Collections.Concurrent;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>How often each operation was called, and by which function.</summary>
public sealed class CallCounts
{
    private readonly ConcurrentDictionary<(string? Caller, string Operation), int> _counts = new();

    /// <summary>Calls by <c>service.Operation</c>, from functions and everything else.</summary>
    public IReadOnlyDictionary<string, int> All => Sum(_ => true);

    /// <summary>Calls by <c>service.Operation</c> that the deployed functions made.</summary>
    public IReadOnlyDictionary<string, int> FromFunctions => Sum(caller => caller is not null);

    /// <summary>Calls by <c>service.Operation</c> that one function made.</summary>
    public IReadOnlyDictionary<string, int> From(string function) => Sum(caller => caller == function);

    /// <summary>Starts again at zero.</summary>
    public void Clear() => _counts.Clear();

    internal void Add(LocalRequest request) =>
        _counts.AddOrUpdate((request.Caller, $"{request.SigningName}.{request.Operation}"), 1, static (_, count) => count + 1);

    private SortedDictionary<string, int> Sum(Func<string?, bool> wanted)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (((string? caller, string operation), int count) in _counts)
        {
            if (wanted(caller))
                sums[operation] = sums.GetValueOrDefault(operation) + count;
        }

        return sums;
    }
}
