using IncidentResponder.Core;
using IncidentResponder.Core.Notify;
using IncidentResponder.Functions.Payloads;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Says after each stage that its incident has changed, whether it succeeded or failed. What can't be said within two seconds is let be:
/// no stage fails or waits for those who watch, and the next change brings both.
/// </summary>
/// <param name="signal">Says it.</param>
/// <param name="log">The function's log.</param>
public sealed class ChangeNews(IChangeSignal signal, StageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs a stage, then says it.</summary>
    public Func<TTask, CancellationToken, Task<TReply>> After<TTask, TReply>(Func<TTask, CancellationToken, Task<TReply>> stage)
        where TTask : IAboutIncident => async (task, cancel) =>
        {
            try
            {
                return await stage(task, cancel).ConfigureAwait(false);
            }
            finally
            {
                await TryRaiseAsync(task.IncidentId, cancel).ConfigureAwait(false);
            }
        };

    /// <summary>Says it, if it can be said.</summary>
    public async Task TryRaiseAsync(string incident, CancellationToken cancel)
    {
        if (!IncidentId.TryParse(incident, out var id))
            return;

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bounded.CancelAfter(Patience);
        try
        {
            await signal.RaiseAsync(id, bounded.Token).ConfigureAwait(false);
        }
        catch (Exception silent)
        {
            // Whatever it is: it would take the place of what the stage has done.
            log.Write(Stage.Notify, id, "NotSignalled", $"{silent.GetType().Name}: {silent.Message}");
        }
    }
}
