namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>An application's request that somebody signs in, after it was checked.</summary>
internal sealed record AuthorizationRequest
{
    /// <summary>The application.</summary>
    internal required string ClientId { get; init; }

    /// <summary>Where the person goes afterwards.</summary>
    internal required string RedirectUri { get; init; }

    /// <summary>What is asked for, separated by spaces; "openid" is among it.</summary>
    internal required string Scope { get; init; }

    /// <summary>What the application gets back as it is.</summary>
    internal required string State { get; init; }

    /// <summary>What the application finds in the token.</summary>
    internal required string Nonce { get; init; }

    /// <summary>The SHA-256 of the verifier that belongs to the code, in base64url.</summary>
    internal required string Challenge { get; init; }

    /// <summary>The request's parameters once more, for the form that answers it.</summary>
    internal IEnumerable<(string Name, string Value)> Fields =>
    [
        ("response_type", "code"),
        ("client_id", ClientId),
        ("redirect_uri", RedirectUri),
        ("scope", Scope),
        ("state", State),
        ("nonce", Nonce),
        ("code_challenge", Challenge),
        ("code_challenge_method", "S256"),
    ];
}
