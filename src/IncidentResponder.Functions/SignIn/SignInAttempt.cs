using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core;
using IncidentResponder.Core.SignIn;

namespace IncidentResponder.Functions.SignIn;

/// <summary>
/// A sign-in that one browser has begun. All that ties its end to its beginning is derived from one secret, which the browser alone
/// keeps: the state against forged answers, the nonce against foreign ID tokens, the PKCE verifier against stolen codes (RFC 9700 §2.1).
/// </summary>
public sealed record SignInAttempt
{
    private readonly string _secret;

    private SignInAttempt(string secret, IncidentId? incident) => (_secret, Incident) = (secret, incident);

    /// <summary>How long the browser keeps it.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The incident that is shown afterwards; null for the list.</summary>
    public IncidentId? Incident { get; }

    /// <summary>Comes back beside the code.</summary>
    public string State => Derive("state");

    /// <summary>Comes back within the ID token.</summary>
    public string Nonce => Derive("nonce");

    /// <summary>Is shown when the code is redeemed (RFC 7636 §4.1).</summary>
    public string Verifier => Derive("verifier");

    /// <summary>What the provider is told of the verifier beforehand (RFC 7636 §4.2, S256).</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>What the browser keeps.</summary>
    public string Cookie => Incident is { } incident ? $"{_secret}.{incident}" : _secret;

    /// <summary>Begins one.</summary>
    /// <param name="incident">The incident to show afterwards, as it came; any text that is no incident's id means the list.</param>
    public static SignInAttempt Begin(string? incident) => new(SessionKey.Draw(), IncidentId.TryParse(incident, out var id) ? id : null);

    /// <summary>Reads what a browser kept; null when it is no attempt.</summary>
    public static SignInAttempt? Read(string? cookie) => cookie?.Split('.') switch
    {
        [var secret] when SessionKey.Hash(secret) is not null => new(secret, null),
        [var secret, var incident] when SessionKey.Hash(secret) is not null && IncidentId.TryParse(incident, out var id) => new(secret, id),
        _ => null,
    };

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"Sign-in for {Incident?.Value ?? "the list"}";

    private string Derive(string what) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_secret), Encoding.ASCII.GetBytes(what)));
}
