namespace IncidentResponder.Functions.Run;

/// <summary>The time of an invocation, and how long it waits between two changes.</summary>
/// <param name="Clock">The time.</param>
/// <param name="Longest">The longest a pause may be; a local cloud sets zero, since its flows are not tracked.</param>
public sealed record Waits(TimeProvider Clock, TimeSpan Longest)
{
    /// <summary>Waits, at most for <see cref="Longest"/>.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        var shortened = pause < Longest ? pause : Longest;
        return shortened > TimeSpan.Zero ? Task.Delay(shortened, Clock, cancel) : Task.CompletedTask;
    }
}
