namespace IncidentResponder.Core.Remediate;

/// <summary>Writes the intent of each change to the ledger before it is made and its outcome after.</summary>
public interface IJournal
{
    /// <summary>Makes one changing call.</summary>
    /// <param name="call">The IAM action: "ec2:ModifyNetworkInterfaceAttribute".</param>
    /// <param name="subject">What it changes: "eni-1 groups → sg-quarantine".</param>
    /// <param name="change">The call itself.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<T> ChangeAsync<T>(string call, string subject, Func<CancellationToken, Task<T>> change, CancellationToken cancel);

    /// <summary>Waits between two changes, for example until tracked flows have become untracked. Local clouds may shorten it.</summary>
    Task PauseAsync(TimeSpan pause, CancellationToken cancel);
}
