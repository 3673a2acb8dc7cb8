namespace IncidentResponder.Core.Triage;

/// <summary>Token buckets that every copy of the function shares.</summary>
public interface ITokenBuckets
{
    /// <summary>Takes a token; false when there is none.</summary>
    /// <param name="name">The bucket's name.</param>
    /// <param name="rate">Its size, and how fast it fills.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<bool> TakeAsync(string name, Rate rate, DateTimeOffset now, CancellationToken cancel);
}
