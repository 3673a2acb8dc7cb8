using IncidentResponder.Core.Records;

namespace IncidentResponder.Testing;

/// <summary>A switch that stands as a test sets it.</summary>
public sealed class InMemoryModeSwitch : IModeSwitch
{
    private int _reads;

    /// <summary>How it stands.</summary>
    public SwitchPosition Position { get; set; } = new SwitchPosition.NotSet();

    /// <summary>How it stands once it has been read so many times; null when nobody moves it.</summary>
    public (int Reads, SwitchPosition Position)? After { get; set; }

    /// <inheritdoc/>
    public Task<SwitchPosition> ReadAsync(CancellationToken cancel) =>
        Task.FromResult(After is { } moved && ++_reads > moved.Reads ? moved.Position : Position);
}
