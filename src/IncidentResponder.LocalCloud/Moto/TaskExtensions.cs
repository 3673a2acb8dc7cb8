namespace IncidentResponder.LocalCloud.Moto;

internal static class TaskExtensions
{
    /// <summary>Says that nobody waits for this task: it ends with the process that it serves.</summary>
    public static void Forget(this Task task) =>
        task.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
