using System.Text.Json;

namespace IncidentResponder.Core.Approve;

/// <summary>Reads the tokens of links.</summary>
/// <param name="ring">The keys that may have sealed them.</param>
/// <param name="deployment">The deployment, as it was given to <see cref="ApprovalLinks"/>.</param>
public sealed class LinkReader(LinkKeyRing ring, string deployment)
{
    /// <summary>Reads a token: seal, then audience, then incident, then time.</summary>
    /// <param name="token">The text as it came.</param>
    /// <param name="incident">The incident that was asked for.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<LinkReading> ReadAsync(string? token, IncidentId incident, DateTimeOffset now, CancellationToken cancel) =>
        await SealedText.OpenAsync(token, ring, cancel).ConfigureAwait(false) switch
        {
            SealReading.Whole whole => ReadClaims(whole, incident, now),
            SealReading.Broken broken => new LinkReading.Forged(broken.Why),
            var other => throw new InvalidOperationException($"Seal reading '{other}' is not known to the link reader; add it there."),
        };

    private LinkReading ReadClaims(SealReading.Whole whole, IncidentId incident, DateTimeOffset now)
    {
        try
        {
            var (audience, claims) = LinkClaimsJson.Read(whole.Payload, whole.KeyId);
            if (audience != LinkClaimsJson.Audience(deployment, claims.Purpose))
                return new LinkReading.WrongAudience(audience);
            if (claims.Incident != incident)
                return new LinkReading.WrongIncident(claims.Incident);
            if (now < claims.NotBefore)
                return new LinkReading.NotYet(claims);
            return now < claims.ExpiresAt ? new LinkReading.Valid(claims) : new LinkReading.Expired(claims);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return new LinkReading.Forged(fault.Message);
        }
    }
}
