namespace IncidentResponder.Core.SignIn;

/// <summary>Where sessions are kept. A key is a secret of 256 random bits that only the browser holds: what is kept is its hash.</summary>
public interface ISessions
{
    /// <summary>Opens a session and returns its key, in letters, digits, "-" and "_".</summary>
    Task<string> OpenAsync(Session session, CancellationToken cancel);

    /// <summary>The session of a key; null when there is none or it has ended.</summary>
    /// <param name="key">The key as it came, unchecked.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<Session?> ReadAsync(string? key, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Ends the session of a key, if there is one.</summary>
    Task EndAsync(string? key, CancellationToken cancel);
}
