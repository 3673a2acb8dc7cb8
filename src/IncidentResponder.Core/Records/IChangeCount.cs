namespace IncidentResponder.Core.Records;

/// <summary>Counts what is contained without a question, by what it is counted under and by the clock hour.</summary>
public interface IChangeCount
{
    /// <summary>Counts an incident unless that would make more than the most. An incident counts once, however often this is asked.</summary>
    /// <param name="under">What is counted under: an account and a type, or a group.</param>
    /// <param name="at">When; its UTC hour is counted.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="most">The most; 0 takes none.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<ChangeTally> CountAsync(string under, DateTimeOffset at, IncidentId incident, int most, CancellationToken cancel);
}
