using System.Collections.Concurrent;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>All event-source mappings of the local cloud.</summary>
/// <param name="moto">The queues.</param>
/// <param name="functions">The functions.</param>
/// <param name="clock">The local cloud's clock.</param>
public sealed class QueueMappings(AwsApi moto, ILambdaInvoker functions, LocalClock clock) : IAsyncDisposable
{
    private readonly ConcurrentQueue<QueueMapping> _mappings = new();

    /// <summary>Adds a mapping; it polls once the mappings are started.</summary>
    public void Add(QueueMappingSpec spec) => _mappings.Enqueue(new QueueMapping(spec, moto, functions, clock));

    /// <summary>Begins to poll.</summary>
    public Task StartAsync(CancellationToken cancel) => Task.WhenAll(_mappings.Select(one => one.StartAsync(cancel)));

    /// <summary>Says that a message was sent to the queue of this name.</summary>
    public void Wake(string queue)
    {
        foreach (QueueMapping mapping in _mappings)
        {
            if (mapping.Queue == queue)
                mapping.Wake();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (QueueMapping mapping in _mappings)
            await mapping.DisposeAsync();
    }
}
