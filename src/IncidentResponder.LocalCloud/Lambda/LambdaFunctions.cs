using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>The deployed functions, each in processes of its own that run the real executable.</summary>
/// <param name="around">What all of them share.</param>
public sealed partial class LambdaFunctions(FunctionSurroundings around) : ILambdaInvoker, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FunctionPool> _pools = new(StringComparer.Ordinal);

    /// <summary>The names of the deployed functions.</summary>
    public IReadOnlyList<string> Names => [.. _pools.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Deploys a function; its first process starts with its first invocation.</summary>
    public void Deploy(FunctionSpec spec)
    {
        if (!_pools.TryAdd(spec.Name, new FunctionPool(spec, around)))
            throw new ArgumentException($"A function named {spec.Name} is deployed already; name the second one otherwise.", nameof(spec));
    }

    /// <inheritdoc />
    public Task<LambdaInvocation> InvokeAsync(string functionNameOrArn, byte[] payload, CancellationToken cancel) =>
        Find(functionNameOrArn) is { } pool
            ? pool.InvokeAsync(payload, cancel)
            : throw new LambdaServiceException("ResourceNotFoundException", 404, $"Function not found: {functionNameOrArn}; deployed are {string.Join(", ", Names)}.");

    /// <summary>Whether a function of this name or ARN is deployed here.</summary>
    public bool Has(string functionNameOrArn) => Find(functionNameOrArn) is not null;

    /// <summary>What a function has used.</summary>
    public FunctionUsage UsageOf(string function) => Known(function).Usage;

    /// <summary>All that a function has written to standard output and error.</summary>
    public async Task<string> LogOfAsync(string function, CancellationToken cancel)
    {
        await using var file = new FileStream(LogPathOf(function), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(cancel);
    }

    /// <summary>The file that a function's output goes to.</summary>
    public string LogPathOf(string function) => Known(function).LogPath;

    /// <summary>Kills the process that makes this call, and waits until it is gone; false when no function makes it.</summary>
    public async Task<bool> KillCallerAsync(LocalRequest call) =>
        call.Caller is not null && _pools.TryGetValue(call.Caller, out FunctionPool? pool) && await pool.KillAsync(call.AccessKey);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (FunctionPool pool in _pools.Values)
            await pool.DisposeAsync();
    }

    private FunctionPool Known(string function) =>
        Find(function) ?? throw new ArgumentException($"There is no function {function}; deployed are {string.Join(", ", Names)}.", nameof(function));

    private FunctionPool? Find(string nameOrArn)
    {
        Match match = Arn().Match(nameOrArn);
        string name = match.Success ? match.Groups["name"].Value : nameOrArn.Split(':')[0];
        return _pools.GetValueOrDefault(name);
    }

    [GeneratedRegex("^arn:aws[a-z-]*:lambda:[^:]+:[0-9]{12}:function:(?<name>[^:]+)(:[^:]+)?$")]
    private static partial Regex Arn();
}
