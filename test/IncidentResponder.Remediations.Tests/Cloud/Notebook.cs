using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A journal that keeps what it was told and does not wait.</summary>
public sealed class Notebook : IJournal
{
    public ImmutableArray<string> Calls { get; private set; } = [];

    /// <summary>Calls with their subjects.</summary>
    public ImmutableArray<string> Lines { get; private set; } = [];

    public ImmutableArray<TimeSpan> Pauses { get; private set; } = [];

    /// <summary>Looks at the world while the remediation waits.</summary>
    public Func<Task> WhilePausedAsync { get; set; } = () => Task.CompletedTask;

    public async Task<T> ChangeAsync<T>(string call, string subject, Func<CancellationToken, Task<T>> change, CancellationToken cancel)
    {
        Calls = Calls.Add(call);
        Lines = Lines.Add($"{call} {subject}");
        return await change(cancel);
    }

    public Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        Pauses = Pauses.Add(pause);
        return WhilePausedAsync();
    }
}
